package parley.local.access;

import java.util.List;
import parley.local.attacks.Shared;
import parley.local.attacks.Street;
import parley.local.prove.Proof;
import parley.local.stack.Stack;

/**
 * {@code make prove ONLY=access-matrix}: role x table x operation, role x function, role x topic on
 * the real Postgres, token x endpoint over the network; and every planted fault must be seen.
 */
public final class AccessMatrix {
    private AccessMatrix() {}

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        long tried = 0;
        long failed = 0;
        int missed;
        try (DatabaseRig rig = new DatabaseRig()) {
            List<String> expected = Expected.lines("matrix.txt");
            List<String> actual = rig.lines();
            tried += (long) expected.size() * Somebody.ALL.size();
            failed += different(expected, actual, Somebody.ALL.size());
            List<Plant> unseen = rig.missed();
            for (Plant plant : Plant.values()) {
                System.out.printf(
                        "%-60s %s%n", plant, unseen.contains(plant) ? "NOT CAUGHT" : "caught");
            }
            missed = unseen.size();
        }
        int caughtLive = 0;
        try (Stack stack = Stack.start(Shared.generous());
                Street street = new Street(stack)) {
            EndpointMatrix matrix = new EndpointMatrix(street);
            List<String> expected = Expected.lines("endpoints.txt");
            tried += (long) (expected.size() - 1) * matrix.callers();
            failed += different(expected, matrix.lines(), matrix.callers());
            for (LivePlant plant : LivePlant.values()) {
                street.sql(plant.sql());
                boolean caught = !expected.containsAll(matrix.doors(plant.door()));
                street.sql(plant.undo());
                System.out.printf("%-60s %s%n", plant, caught ? "caught" : "NOT CAUGHT");
                caughtLive += caught ? 1 : 0;
            }
        }
        int planted = Plant.values().length + LivePlant.values().length;
        new Proof(
                        "access-matrix",
                        tried,
                        failed,
                        planted,
                        Plant.values().length - missed + caughtLive,
                        0,
                        (System.nanoTime() - start) / 1e9)
                .report();
    }

    /** Cells of lines that are not as expected; they are printed. */
    private static long different(List<String> expected, List<String> actual, int cells) {
        long wrong = 0;
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String should = i < expected.size() ? expected.get(i) : "";
            String is = i < actual.size() ? actual.get(i) : "";
            if (!should.equals(is)) {
                System.out.println("expected " + should + "\n     got " + is);
                wrong += cells;
            }
        }
        return wrong;
    }
}
