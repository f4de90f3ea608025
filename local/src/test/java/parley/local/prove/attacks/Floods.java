package parley.local.prove.attacks;

import parley.local.attacks.LimitFlood;
import parley.local.attacks.Limits;
import parley.local.attacks.Scene;
import parley.local.attacks.Shared;
import parley.local.attacks.Street;
import parley.local.prove.Proof;
import parley.local.stack.Stack;

/**
 * {@code make prove ONLY=limits}: a limit is exact under eight callers at once, and ten thousand
 * requests of one source ring desks no more often than its cap allows. A limit that reads and then
 * writes is planted, and must be seen.
 */
public final class Floods {
    private static final int REQUESTS = 10_000;
    private static final int ROUNDS = 20;

    private Floods() {}

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        long failed = 0;
        int caught;
        LimitFlood.Result flood;
        try (Stack stack = Stack.start(Shared.generous());
                Street street = new Street(stack)) {
            new Scene(street);
            Limits limits = new Limits(street);
            for (int i = 0; i < ROUNDS; i++) {
                failed += limits.overCap(10, 50);
            }
            System.out.println(
                    ROUNDS + " times eight callers at once: " + failed + " more than the cap");
            flood = LimitFlood.of(street, REQUESTS);
            System.out.println(flood);
            failed += Math.max(0, flood.rang() - flood.allowed());
            failed += Math.max(0, flood.tenantTokensTaken() - flood.allowed());
            street.sql(LimitFlood.RACY_TAKE);
            caught = limits.overCap(10, 50) > 0 ? 1 : 0;
        }
        new Proof(
                        "limits",
                        flood.asked() + (long) ROUNDS * Limits.CALLERS * 50,
                        failed,
                        1,
                        caught,
                        0,
                        (System.nanoTime() - start) / 1e9)
                .report();
    }
}
