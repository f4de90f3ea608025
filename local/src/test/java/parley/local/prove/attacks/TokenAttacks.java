package parley.local.prove.attacks;

import java.util.List;
import parley.local.attacks.Scene;
import parley.local.attacks.Street;
import parley.local.attacks.TokenAttack;
import parley.local.prove.Proof;
import parley.local.stack.Options;
import parley.local.stack.Stack;

/**
 * {@code make prove ONLY=token-attacks}: no attack token is believed at any door and none changes a
 * row; a database that forgets to ask for the issuer is planted, and must be seen.
 */
public final class TokenAttacks {
    private TokenAttacks() {}

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        long tried = 0;
        long failed = 0;
        int caught;
        try (Stack stack = Stack.start(Options.fresh());
                Street street = new Street(stack)) {
            Scene scene = new Scene(street);
            scene.reset(true);
            TokenAttack attack = new TokenAttack(street, scene);
            for (TokenAttack.Result result :
                    List.of(
                            attack.atCallRequest(),
                            attack.atTheDatabase(),
                            attack.atTheChannel())) {
                System.out.println(result);
                tried += result.tokens();
                failed += result.letIn().size() + (result.rowsChanged() ? 1 : 0);
            }
            System.out.println("planted: a database that asks for no issuer and no role");
            street.sql(PLANT);
            caught = attack.atTheDatabase().letIn().isEmpty() ? 0 : 1;
        }
        new Proof("token-attacks", tried, failed, 1, caught, 0, (System.nanoTime() - start) / 1e9)
                .report();
    }

    private static final String PLANT =
            """
            do $plant$ declare source text := pg_get_functiondef('parley.visitor'::regproc);
            begin
              if source not like '%where c ->> ''iss'' = nullif(parley.text_of(''issuer''), '''')%' then raise 'parley.visitor no longer says that'; end if;
              execute regexp_replace(source, 'where c ->> .iss.[^$]*', '');
            end $plant$
            """;
}
