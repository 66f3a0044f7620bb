import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ably.lib.BuildConfig;
import io.ably.lib.rest.AblyRest;
import io.ably.lib.rest.Auth.TokenDetails;
import io.ably.lib.rest.Auth.TokenParams;
import io.ably.lib.rest.Auth.TokenRequest;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.Capability;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.Param;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A conformance adapter for ably-java: every answer comes from the SDK, seen through its results or on a loopback server. */
public class Adapter {
    static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    static final String TOKEN_DETAILS = "{\"token\":\"app.loopback\",\"issued\":1700000000000,\"expires\":1700003600000}";
    static final Map<String, Operation> OPERATIONS = new TreeMap<>();

    /** What the loopback server got since the last test, and what its auth server answers. */
    static final List<JsonObject> received = new ArrayList<>();
    static volatile String contentType, text;
    static int port;

    interface Operation {
        JsonObject run(JsonObject input) throws Exception;
    }

    /** The input is one that the SDK's own types cannot hold: no program could pass it on. */
    static class Unsupported extends Exception {}

    /** The auth server and the Ably service in one: /keys/… is the service, every other path is the auth server. */
    static void answer(HttpExchange exchange) throws IOException {
        String url = exchange.getRequestURI().toString();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        JsonObject headers = new JsonObject();
        exchange.getRequestHeaders().forEach((name, values) -> headers.addProperty(name.toLowerCase(), String.join(", ", values)));
        JsonObject request = object("method", exchange.getRequestMethod());
        request.addProperty("url", url);
        request.add("headers", headers);
        request.addProperty("body", body.isEmpty() ? null : body);
        received.add(request);
        boolean service = url.startsWith("/keys/");
        byte[] content = (service ? TOKEN_DETAILS : text).getBytes(UTF_8);
        exchange.getResponseHeaders().set("content-type", service ? "application/json" : contentType);
        exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    static ClientOptions loopback() {
        ClientOptions options = new ClientOptions();
        options.restHost = "127.0.0.1";
        options.port = port;
        options.tls = false;
        options.fallbackHosts = new String[0];
        options.useBinaryProtocol = false;
        options.logHandler = (severity, tag, message, thrown) -> System.err.println(tag + ": " + message);
        return options;
    }

    static TokenParams tokenParams(JsonElement input) throws Exception {
        if (input == null) return null;
        TokenParams params = new TokenParams();
        for (Map.Entry<String, JsonElement> member : input.getAsJsonObject().entrySet()) {
            JsonElement value = member.getValue();
            switch (member.getKey()) {
                case "ttl": params.ttl = integer(value); break;
                case "timestamp": params.timestamp = integer(value); break;
                case "clientId": params.clientId = string(value); break;
                case "capability": params.capability = value.isJsonObject() ? capability(value).toString() : string(value); break;
                default: throw new Unsupported();
            }
        }
        return params;
    }

    static Capability capability(JsonElement input) throws Exception {
        Capability capability = new Capability();
        for (Map.Entry<String, JsonElement> entry : input.getAsJsonObject().entrySet()) {
            if (!entry.getValue().isJsonArray()) throw new Unsupported();
            List<String> operations = new ArrayList<>();
            for (JsonElement operation : entry.getValue().getAsJsonArray()) operations.add(string(operation));
            capability.addResource(entry.getKey(), operations.toArray(new String[0]));
        }
        return capability;
    }

    static long integer(JsonElement value) throws Unsupported {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) throw new Unsupported();
        try {
            return value.getAsBigDecimal().longValueExact();
        } catch (ArithmeticException notALong) {
            throw new Unsupported();
        }
    }

    static String string(JsonElement value) throws Unsupported {
        if (value.isJsonNull()) return null;
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) throw new Unsupported();
        return value.getAsString();
    }

    static Param[] params(JsonElement input) {
        if (input == null) return null;
        List<Param> params = new ArrayList<>();
        input.getAsJsonObject().entrySet().forEach(entry -> params.add(new Param(entry.getKey(), entry.getValue().getAsString())));
        return params.toArray(new Param[0]);
    }

    /** Lets the SDK ask authUrl, which answers with the given text; the first request in `received` is what it asked. */
    static TokenDetails askAuthServer(JsonObject input, String answerType, String answerText) throws Exception {
        contentType = answerType;
        text = answerText;
        String authUrl = input.get("authUrl").getAsString();
        ClientOptions options = loopback();
        options.authUrl = "http://127.0.0.1:" + port + authUrl.substring(origin(authUrl).length());
        if (input.has("authMethod")) options.authMethod = input.get("authMethod").getAsString();
        options.authParams = params(input.get("authParams"));
        options.authHeaders = params(input.get("authHeaders"));
        try (AblyRest rest = new AblyRest(options)) {
            return rest.auth.requestToken(tokenParams(input.get("tokenParams")), null);
        }
    }

    static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    static JsonObject createTokenRequest(JsonObject input) throws Exception {
        ClientOptions options = loopback();
        options.key = input.get("key").getAsString();
        options.defaultTokenParams = tokenParams(input.get("defaultTokenParams"));
        try (AblyRest rest = new AblyRest(options)) {
            TokenRequest request = rest.auth.createTokenRequest(tokenParams(input.get("params")), null);
            return object("request", request.asJsonElement());
        }
    }

    static JsonObject forwardTokenRequest(JsonObject input) throws Exception {
        askAuthServer(object("authUrl", "http://auth.test/"), "application/json", input.get("text").getAsString());
        for (JsonObject request : received) {
            if (request.get("url").getAsString().endsWith("/requestToken")) return object("text", request.get("body"));
        }
        throw new IllegalStateException("ably-java sent no request to requestToken");
    }

    static JsonObject authResponseKind(JsonObject input) throws Exception {
        String served = input.get("text").getAsString();
        TokenDetails details = askAuthServer(object("authUrl", "http://auth.test/"), input.get("contentType").getAsString(), served);
        if (received.size() > 1) return object("kind", "token-request");
        return object("kind", served.equals(details.token) ? "token" : "token-details");
    }

    static JsonObject authUrlRequest(JsonObject input) throws Exception {
        askAuthServer(input, "text/plain", "a.token");
        JsonObject sent = received.get(0);
        String origin = origin(input.get("authUrl").getAsString());
        sent.addProperty("url", origin + sent.get("url").getAsString());
        sent.getAsJsonObject("headers").addProperty("host", origin.substring(origin.indexOf("//") + 2));
        return sent;
    }

    static JsonObject tokenParamsQuery(JsonObject input) throws Exception {
        JsonObject query = new JsonObject();
        for (Param param : tokenParams(input.get("params")).asMap().values()) query.addProperty(param.key, param.value);
        return object("query", query);
    }

    static JsonObject canonicalizeCapability(JsonObject input) throws Exception {
        boolean structured = input.has("capability");
        String canonical = structured ? capability(input.get("capability")).toString() : Capability.c14n(input.get("text").getAsString());
        return object("text", canonical);
    }

    static JsonObject readTokenRequest(JsonObject input) {
        return object("request", withoutZeros(TokenRequest.fromJson(input.get("text").getAsString()).asJsonElement()));
    }

    static JsonObject readTokenDetails(JsonObject input) {
        return object("details", withoutZeros(TokenDetails.fromJson(input.get("text").getAsString()).asJsonElement()));
    }

    /** A time that is absent is the long 0 in the SDK's objects. */
    static JsonObject withoutZeros(JsonObject members) {
        for (String name : List.of("timestamp", "issued", "expires")) {
            if (members.has(name) && members.get(name).getAsLong() == 0) members.remove(name);
        }
        return members;
    }

    static JsonObject object(String name, Object value) {
        JsonObject object = new JsonObject();
        object.add(name, GSON.toJsonTree(value));
        return object;
    }

    static JsonObject hello() {
        JsonObject hello = object("type", "hello");
        hello.addProperty("protocol", 1);
        hello.addProperty("sdk", "ably-java");
        hello.addProperty("version", BuildConfig.VERSION);
        hello.addProperty("language", "Java " + System.getProperty("java.version"));
        hello.add("operations", GSON.toJsonTree(OPERATIONS.keySet()));
        hello.add("features", GSON.toJsonTree(List.of("default-token-params")));
        return hello;
    }

    static JsonObject reply(JsonObject message) {
        if (message.get("type").getAsString().equals("hello")) return hello();
        JsonObject reply = object("id", message.get("id"));
        Operation operation = OPERATIONS.get(message.get("operation").getAsString());
        received.clear();
        try {
            if (operation == null) throw new Unsupported();
            JsonObject output = operation.run(message.getAsJsonObject("input"));
            reply.addProperty("ok", true);
            reply.add("output", output);
        } catch (Unsupported unsupported) {
            reply.addProperty("unsupported", true);
        } catch (Exception thrown) {
            JsonObject error = object("message", thrown.toString());
            if (thrown instanceof AblyException) error.addProperty("code", ((AblyException) thrown).errorInfo.code);
            reply.addProperty("ok", false);
            reply.add("error", error);
        }
        return reply;
    }

    /** A lone surrogate has no bytes in UTF-8, but an escape. */
    static String ascii(String json) {
        StringBuilder text = new StringBuilder();
        for (char unit : json.toCharArray()) text.append(unit < 0x7f ? String.valueOf(unit) : String.format("\\u%04x", (int) unit));
        return text.toString();
    }

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", Adapter::answer);
        server.start();
        port = server.getAddress().getPort();

        OPERATIONS.put("create-token-request", Adapter::createTokenRequest);
        OPERATIONS.put("forward-token-request", Adapter::forwardTokenRequest);
        OPERATIONS.put("auth-response-kind", Adapter::authResponseKind);
        OPERATIONS.put("auth-url-request", Adapter::authUrlRequest);
        OPERATIONS.put("token-params-query", Adapter::tokenParamsQuery);
        OPERATIONS.put("canonicalize-capability", Adapter::canonicalizeCapability);
        OPERATIONS.put("read-token-request", Adapter::readTokenRequest);
        OPERATIONS.put("read-token-details", Adapter::readTokenDetails);

        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        PrintStream answers = new PrintStream(System.out, true, UTF_8);
        System.setOut(System.err);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(ascii(GSON.toJson(reply(JsonParser.parseString(line).getAsJsonObject()))));
        }
        System.exit(0);
    }
}
