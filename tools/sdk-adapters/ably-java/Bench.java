import ablyauth.Signer;
import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import com.sun.management.OperatingSystemMXBean;
import io.ably.lib.rest.AblyRest;
import io.ably.lib.rest.Auth;
import io.ably.lib.types.Capability;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * TokenRequests per second, ably-java beside ably-auth: a line {@code <side> <input> <count>} is answered with the CPU time in ns.
 */
final class Bench {
    static final String KEY = "xVLyHw.A-pwh7:r8Vx1tJ0bN3kQ5yLwZ7aHdC2";
    static final long TTL = 3_600_000;

    interface Side {
        void sign(Object capability) throws Exception;
    }

    static Side ours() {
        Signer signer = Signer.of(KEY);
        return capability ->
            signer.createTokenRequest(Map.of("clientId", "alice", "ttl", TTL, "capability", capability));
    }

    @SuppressWarnings("unchecked")
    static Side theirs() throws Exception {
        Auth auth = new AblyRest(KEY).auth;
        return capability -> {
            Auth.TokenParams params = new Auth.TokenParams();
            params.clientId = "alice";
            params.ttl = TTL;
            if (capability instanceof String) params.capability = (String) capability;
            else { // the SDK takes text alone, and has a class that writes it
                Capability written = new Capability();
                ((Map<String, List<String>>) capability).forEach((name, operations) -> written.addResource(name, operations.toArray(new String[0])));
                params.capability = written.toString();
            }
            auth.createTokenRequest(params, null);
        };
    }

    static Object capability(String form, String text, int number) {
        if (form.equals("same")) return text;
        if (form.equals("other")) return text.replace("42", Integer.toString(number));
        return new Gson().fromJson(text, new TypeToken<Map<String, List<String>>>() {}.getType());
    }

    /** Of the whole process, garbage collection and compiler included. */
    static long cpuTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    static long measure(Side side, String form, int count, String text) throws Exception {
        List<Object> capabilities = new ArrayList<>();
        for (int number = 0; number < count; number++) capabilities.add(capability(form, text, number));
        long start = cpuTime();
        for (Object each : capabilities) side.sign(each);
        return cpuTime() - start;
    }

    public static void main(String[] args) throws Exception {
        String text = args[0];
        if (args.length > 1) {
            if (!args[1].equals("none")) (args[1].equals("ours") ? ours() : theirs()).sign(text);
            long size = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(File::new).filter(File::isFile).mapToLong(File::length).sum();
            System.out.println(cpuTime() + " " + size);
            System.exit(0);
        }
        Map<String, Side> sides = new HashMap<>(Map.of("ours", ours(), "theirs", theirs()));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            System.out.println(measure(sides.get(words[0]), words[1], Integer.parseInt(words[2]), text));
        }
        System.exit(0);
    }
}
