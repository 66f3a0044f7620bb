//! The servers on loopback that the SDK speaks to: an auth server, and the Ably service over TLS.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use openssl::{asn1::Asn1Time, hash::MessageDigest, pkey::PKey, rsa::Rsa, ssl, x509};
use serde_json::{json, Map, Value};

const TOKEN_DETAILS: &str =
    r#"{"token":"app.loopback","issued":1700000000000,"expires":1700003600000,"capability":"{}"}"#;

/// What the loopback servers got since the last test, and what the auth server answers.
#[derive(Default)]
pub struct Exchange {
    pub received: Vec<Value>,
    pub content_type: String,
    pub text: String,
}

pub type Shared = Arc<Mutex<Exchange>>;

/// Answers one request. /keys/… is the Ably service, every other path is the auth server.
pub fn answer(stream: impl Read + Write, shared: &Shared) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut start = String::new();
    stream.read_line(&mut start)?;
    let mut words = start.split(' ');
    let (method, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Map::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_lowercase(), json!(value.trim()));
    }
    let length = headers.get("content-length").and_then(Value::as_str).and_then(|text| text.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body);
    let body = if body.is_empty() { Value::Null } else { json!(body) };

    let mut exchange = shared.lock().unwrap();
    exchange.received.push(json!({ "method": method, "url": url, "headers": headers, "body": body }));
    let service = url.starts_with("/keys/");
    let content_type = if service { "application/json" } else { &exchange.content_type };
    let text = if service { TOKEN_DETAILS } else { &exchange.text };
    write!(
        stream.get_mut(),
        "HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
        text.len()
    )
}

pub fn serve(listener: TcpListener, handle: impl Fn(TcpStream) -> io::Result<()> + Send + 'static) {
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = handle(stream);
        }
    });
}

/// ably-rust speaks to the service over TLS only, so the loopback service has a certificate made for this run.
pub fn tls() -> Result<ssl::SslAcceptor, Box<dyn std::error::Error>> {
    let key = PKey::from_rsa(Rsa::generate(2048)?)?;
    let mut certificate = x509::X509::builder()?;
    let mut name = x509::X509NameBuilder::new()?;
    name.append_entry_by_text("CN", "loopback")?;
    let name = name.build();
    certificate.set_version(2)?;
    certificate.set_subject_name(&name)?;
    certificate.set_issuer_name(&name)?;
    certificate.set_pubkey(&key)?;
    certificate.set_not_before(Asn1Time::days_from_now(0)?.as_ref())?;
    certificate.set_not_after(Asn1Time::days_from_now(2)?.as_ref())?;
    let address = x509::extension::SubjectAlternativeName::new()
        .ip("127.0.0.1")
        .build(&certificate.x509v3_context(None, None))?;
    certificate.append_extension(address)?;
    certificate.sign(&key, MessageDigest::sha256())?;
    let certificate = certificate.build();
    let file = std::env::temp_dir().join(format!("ably-rust-adapter-{}.pem", std::process::id()));
    std::fs::write(&file, certificate.to_pem()?)?;
    std::env::set_var("SSL_CERT_FILE", &file);
    let mut acceptor = ssl::SslAcceptor::mozilla_intermediate(ssl::SslMethod::tls())?;
    acceptor.set_private_key(&key)?;
    acceptor.set_certificate(&certificate)?;
    Ok(acceptor.build())
}
