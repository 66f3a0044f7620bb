import ablyauth.AblyAuthException
import ablyauth.Signer
import ablyauth.TokenParams
import ablyauth.Verifier

fun main() {
    val params = TokenParams.builder().clientId("alice").capability(mapOf("chat:*" to listOf("publish"))).build()
    val request = Signer.of("appId.keyId:keySecret").createTokenRequest(params)
    val keys = mapOf(request.keyName() to "appId.keyId:keySecret")
    try {
        val verified = Verifier.of { name -> keys[name] }.verifyTokenRequest(request.toJson())
        println("${verified.request().clientId().orElse("anonymous")} ${verified.capability().get()}")
    } catch (error: AblyAuthException) {
        println("${error.code()} ${error.message}")
    }
}
