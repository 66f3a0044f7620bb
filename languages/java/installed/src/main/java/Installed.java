import ablyauth.Signer;
import ablyauth.Verifier;

/** Signs with the package as it was installed. */
public final class Installed {
  private Installed() {}

  public static void main(String[] args) {
    String key = "appId.keyId:keySecret";
    String body = Signer.of(key).createTokenRequest().toJson();
    System.out.println(Verifier.of(key).verifyTokenRequest(body).request().mac());
  }
}
