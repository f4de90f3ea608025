package parley.local.attacks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several who do the same at the same moment. */
public final class Crowd {
    private Crowd() {}

    /** One of them, by his number. */
    public interface One<T> {
        T acts(int number) throws Exception;
    }

    public static <T> List<T> of(int size, One<T> one) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService all = Executors.newFixedThreadPool(size)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int number = i;
                running.add(
                        all.submit(() -> {
                            go.await();
                            return one.acts(number);
                        }));
            }
            go.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }
}
