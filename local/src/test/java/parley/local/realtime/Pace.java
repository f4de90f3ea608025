package parley.local.realtime;

import java.time.Duration;

/** How a recording's time passes while it is played again. */
interface Pace {
    /** Returns when it is so many milliseconds after the start. */
    void until(long t) throws InterruptedException;

    /** Whether time can stand still. */
    boolean isStepped();

    /** Lets time run on. */
    void run();

    /** Lets so much time pass. */
    void creep(Duration step) throws InterruptedException;

    /** Lets time stand still, if it can. */
    void pause();

    /** Gives the server a moment of the wall's time. */
    void dwell(Duration moment) throws InterruptedException;

    /** Time that is faster than the wall's, and stands still while the player looks. */
    static Pace of(SteppedTimers timers) {
        return new Pace() {
            @Override
            public void until(long t) throws InterruptedException {
                timers.runUntil(Duration.ofMillis(t));
            }

            @Override
            public boolean isStepped() {
                return true;
            }

            @Override
            public void creep(Duration step) throws InterruptedException {
                timers.runUntil(timers.now().plus(step));
            }

            @Override
            public void run() {
                timers.resume();
            }

            @Override
            public void pause() {
                timers.freeze();
            }

            @Override
            public void dwell(Duration moment) throws InterruptedException {
                Thread.sleep(moment);
            }
        };
    }

    /** The wall's time. */
    static Pace real() {
        long start = System.nanoTime();
        return new Pace() {
            @Override
            public void until(long t) throws InterruptedException {
                long left = t * 1_000_000 - (System.nanoTime() - start);
                Thread.sleep(Duration.ofNanos(Math.max(0, left)));
            }

            @Override
            public boolean isStepped() {
                return false;
            }

            @Override
            public void creep(Duration step) {}

            @Override
            public void run() {}

            @Override
            public void pause() {}

            @Override
            public void dwell(Duration moment) {}
        };
    }
}
