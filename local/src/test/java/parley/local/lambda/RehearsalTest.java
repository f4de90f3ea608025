package parley.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.edge.Settings;
import parley.edge.stage.Rehearsal;
import parley.edge.stage.Stage;

/** What each function plays before its snapshot is a request that it grants. */
class RehearsalTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "widgetconfig.WidgetConfigHandler",
                "visitorsession.VisitorSessionHandler",
                "callrequest.CallRequestHandler",
                "turntoken.TurnTokenHandler",
                "calloutcome.CallOutcomeHandler",
                "callsweep.CallSweepHandler"
            })
    void a_function_knows_its_way_by_heart(String name) throws Exception {
        Object handler =
                Class.forName("parley.functions." + name)
                        .getConstructor(Settings.class, Clock.class)
                        .newInstance(new Settings(Map.of()), Clock.systemUTC());
        Method rehearsal = handler.getClass().getDeclaredMethod("rehearsal");
        rehearsal.setAccessible(true);
        assertThat(Stage.play((Rehearsal) rehearsal.invoke(handler), 3)).isEqualTo(3);
    }
}
