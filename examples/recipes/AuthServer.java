// An auth server with Spring Boot (spring-boot-starter-web): `ABLY_API_KEY=… mvn spring-boot:run`
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@EnableAutoConfiguration
public class AuthServer {
    private static final String KEY = System.getenv("ABLY_API_KEY");

    public static void main(String[] args) {
        SpringApplication.run(AuthServer.class, args);
    }

    // REPLACE THIS with the sessions of your app: anyone who reads it can log in.
    private static String userOf(String session) {
        return session == null ? null : Map.of("demo-session-of-alice", "alice").get(session);
    }

    @GetMapping("/auth")
    ResponseEntity<String> auth(@CookieValue(required = false) String session) {
        String user = userOf(session);
        if (user == null) {
            String error = "{\"error\":{\"code\":40100,\"statusCode\":401,\"message\":\"not logged in\"}}";
            return ResponseEntity.status(401).contentType(MediaType.APPLICATION_JSON).body(error);
        }
        var capability = Map.of("chat:*", List.of("subscribe", "publish", "presence"));
        String token = AblyTokens.ablyJwt(new AblyTokens.Params(3_600_000L, capability, user), KEY);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.valueOf("application/jwt"))
                .body(token);
    }
}
