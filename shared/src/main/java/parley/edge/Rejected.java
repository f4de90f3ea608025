package parley.edge;

import org.jspecify.annotations.Nullable;
import parley.core.Malformed;

/** A broken or forged request. Thrown anywhere, caught once, told as a 4xx with a fixed text. */
public final class Rejected extends RuntimeException {
    private final int status;
    private final String code;
    private final @Nullable String detail;

    private Rejected(int status, String code, @Nullable String detail) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    public static Rejected badRequest(Malformed why) {
        return new Rejected(400, "bad_request", why.getMessage());
    }

    public static Rejected unauthorized(String code) {
        return new Rejected(401, code, null);
    }

    public static Rejected forbidden(String code) {
        return new Rejected(403, code, null);
    }

    public static Rejected notFound(String code) {
        return new Rejected(404, code, null);
    }

    public static Rejected of(int status, String code) {
        return new Rejected(status, code, null);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public @Nullable String detail() {
        return detail;
    }
}
