//! A conformance adapter for ably-rust: every answer comes from the SDK, seen through its results or on a loopback server.

mod loopback;

use std::io;
use std::net::TcpListener;

use ably::auth::{AuthOptions, Credential, Key, TokenDetails, TokenParams, TokenRequest};
use ably::http::{HeaderMap, HeaderName, HeaderValue, Method};
use ably::{ClientOptions, Rest};
use chrono::{DateTime, Duration, Utc};
use loopback::{answer, serve, tls, Shared};
use serde_json::{json, Map, Value};

/// Why a test has no output.
enum Failure {
    /// The SDK's own types cannot hold the input: no program could pass it on.
    Unsupported,
    Sdk(ably::Error),
    Other(String),
}

impl From<ably::Error> for Failure {
    fn from(error: ably::Error) -> Self {
        Failure::Sdk(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::Other(error.to_string())
    }
}

type Outcome = Result<Value, Failure>;

struct Adapter {
    shared: Shared,
    auth_port: u16,
    service_port: u16,
    runtime: tokio::runtime::Runtime,
}

fn text<'a>(input: &'a Value, name: &str) -> Result<&'a str, Failure> {
    input[name].as_str().ok_or(Failure::Unsupported)
}

fn token_params(input: &Value, nonce: &Value) -> Result<TokenParams, Failure> {
    let mut params = TokenParams::new();
    params.nonce = nonce.as_str().map(String::from);
    for (name, value) in input.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
        match name.as_str() {
            "ttl" => params.ttl = Duration::milliseconds(value.as_i64().ok_or(Failure::Unsupported)?),
            "timestamp" => {
                let time = value.as_i64().and_then(DateTime::<Utc>::from_timestamp_millis);
                params.timestamp = Some(time.ok_or(Failure::Unsupported)?)
            }
            "clientId" => params.client_id = Some(text(input, "clientId")?.into()),
            "capability" => params.capability = text(input, "capability")?.into(),
            "nonce" => params.nonce = Some(text(input, "nonce")?.into()),
            _ => return Err(Failure::Unsupported),
        }
    }
    Ok(params)
}

impl Adapter {
    fn rest(&self, credential: Credential) -> Result<Rest, Failure> {
        let options = ClientOptions::token_source(credential).use_binary_protocol(false);
        Ok(options.rest_host(format!("127.0.0.1:{}", self.service_port))?.fallback_hosts(vec![]).rest()?)
    }

    /// Lets the SDK ask authUrl, which answers with the given text.
    fn ask_auth_server(
        &self,
        input: &Value,
        content_type: &str,
        answer: &str,
    ) -> Result<(TokenDetails, Value), Failure> {
        {
            let mut exchange = self.shared.lock().unwrap();
            (exchange.content_type, exchange.text) = (content_type.into(), answer.into());
        }
        let auth_url = text(input, "authUrl")?;
        let host = auth_url.find("//").map_or(0, |at| at + 2);
        let path = auth_url[host..].find(['/', '?', '#']).map_or(auth_url.len(), |at| host + at);
        let (origin, path) = auth_url.split_at(path);
        let url = reqwest::Url::parse(&format!("http://127.0.0.1:{}{path}", self.auth_port));
        let credential = Credential::Url(url.map_err(|error| Failure::Other(error.to_string()))?);
        let mut options = AuthOptions { token: Some(credential.clone()), ..Default::default() };
        if let Some(method) = input["authMethod"].as_str() {
            options.method = Method::from_bytes(method.as_bytes()).map_err(|_| Failure::Unsupported)?;
        }
        options.params = input["authParams"].as_object().map(|params| {
            params.iter().map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().into())).collect()
        });
        if let Some(members) = input["authHeaders"].as_object() {
            let mut headers = HeaderMap::new();
            for (name, value) in members {
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Failure::Unsupported)?;
                let value =
                    HeaderValue::from_str(value.as_str().unwrap_or_default()).map_err(|_| Failure::Unsupported)?;
                headers.insert(name, value);
            }
            options.headers = Some(headers);
        }
        let params = token_params(&input["tokenParams"], &Value::Null)?;
        let rest = self.rest(credential)?;
        let auth = rest.auth();
        let details = self.runtime.block_on(auth.request_token(&params, &options))?;
        let mut sent = self.shared.lock().unwrap().received[0].clone();
        sent["url"] = json!(format!("{origin}{}", sent["url"].as_str().unwrap_or_default()));
        sent["headers"]["host"] = json!(&origin[host..]);
        Ok((details, sent))
    }

    fn create_token_request(&self, input: &Value) -> Outcome {
        let key = Credential::Key(Key::new(text(input, "key")?)?);
        let params = token_params(&input["params"], &input["nonce"])?;
        let options = AuthOptions { token: Some(key.clone()), ..Default::default() };
        let request = self.rest(key)?.auth().create_token_request(&params, &options)?;
        Ok(json!({ "request": request }))
    }

    fn forward_token_request(&self, input: &Value) -> Outcome {
        self.ask_auth_server(&json!({ "authUrl": "http://auth.test/" }), "application/json", text(input, "text")?)?;
        let exchange = self.shared.lock().unwrap();
        let posted = exchange
            .received
            .iter()
            .find(|request| request["url"].as_str().is_some_and(|url| url.ends_with("/requestToken")));
        let posted = posted.ok_or(Failure::Other("ably-rust sent no request to requestToken".into()))?;
        Ok(json!({ "text": posted["body"] }))
    }

    fn auth_response_kind(&self, input: &Value) -> Outcome {
        let served = text(input, "text")?;
        let (details, _) =
            self.ask_auth_server(&json!({ "authUrl": "http://auth.test/" }), text(input, "contentType")?, served)?;
        let asked_service = self.shared.lock().unwrap().received.len() > 1;
        let kind = if details.token == served { "token" } else { "token-details" };
        Ok(json!({ "kind": if asked_service { "token-request" } else { kind } }))
    }

    fn auth_url_request(&self, input: &Value) -> Outcome {
        Ok(self.ask_auth_server(input, "text/plain", "a.token")?.1)
    }

    fn token_params_query(&self, input: &Value) -> Outcome {
        let input = json!({ "authUrl": "http://auth.test/", "tokenParams": input["params"] });
        let (_, sent) = self.ask_auth_server(&input, "text/plain", "a.token")?;
        let url = reqwest::Url::parse(sent["url"].as_str().unwrap_or_default())
            .map_err(|error| Failure::Other(error.to_string()))?;
        let query: Map<String, Value> =
            url.query_pairs().map(|(name, value)| (name.into_owned(), json!(value))).collect();
        Ok(json!({ "query": query }))
    }

    fn parse_api_key(&self, input: &Value) -> Outcome {
        let key = Key::new(text(input, "key")?)?;
        Ok(json!({ "name": key.name, "secret": key.value }))
    }

    fn read_token_request(&self, input: &Value) -> Outcome {
        let request: TokenRequest = serde_json::from_str(text(input, "text")?)?;
        Ok(json!({ "request": request }))
    }

    fn read_token_details(&self, input: &Value) -> Outcome {
        let read: TokenDetails = serde_json::from_str(text(input, "text")?)?;
        let mut details = json!({ "token": read.token });
        if let Some(metadata) = read.metadata {
            details["expires"] = json!(metadata.expires.timestamp_millis());
            details["issued"] = json!(metadata.issued.timestamp_millis());
            details["capability"] = json!(metadata.capability);
            if let Some(client_id) = metadata.client_id {
                details["clientId"] = json!(client_id);
            }
        }
        Ok(json!({ "details": details }))
    }
}

type Operation = fn(&Adapter, &Value) -> Outcome;

const OPERATIONS: [(&str, Operation); 8] = [
    ("create-token-request", Adapter::create_token_request),
    ("forward-token-request", Adapter::forward_token_request),
    ("auth-response-kind", Adapter::auth_response_kind),
    ("auth-url-request", Adapter::auth_url_request),
    ("token-params-query", Adapter::token_params_query),
    ("parse-api-key", Adapter::parse_api_key),
    ("read-token-request", Adapter::read_token_request),
    ("read-token-details", Adapter::read_token_details),
];

/// The version of the SDK that the lock file pins, since the crate does not tell it.
fn sdk_version() -> &'static str {
    let package = include_str!("Cargo.lock").split("[[package]]").find(|package| package.contains("name = \"ably\"\n"));
    package.and_then(|package| package.split('"').nth(3)).unwrap_or("unknown")
}

fn reply(adapter: &Adapter, message: &Value) -> Value {
    if message["type"] == "hello" {
        let operations: Vec<&str> = OPERATIONS.iter().map(|(name, _)| *name).collect();
        return json!({ "type": "hello", "protocol": 1, "sdk": "ably-rust", "version": sdk_version(),
            "language": "Rust", "operations": operations, "features": ["fixed-nonce"] });
    }
    adapter.shared.lock().unwrap().received.clear();
    let id = &message["id"];
    let operation = OPERATIONS.iter().find(|(name, _)| message["operation"] == *name);
    let outcome = operation.map_or(Err(Failure::Unsupported), |(_, run)| run(adapter, &message["input"]));
    match outcome {
        Ok(output) => json!({ "id": id, "ok": true, "output": output }),
        Err(Failure::Unsupported) => json!({ "id": id, "unsupported": true }),
        Err(Failure::Sdk(error)) => {
            json!({ "id": id, "ok": false, "error": { "code": error.code.code(), "message": error.message } })
        }
        Err(Failure::Other(message)) => json!({ "id": id, "ok": false, "error": { "message": message } }),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let shared = Shared::default();
    let auth = TcpListener::bind("127.0.0.1:0")?;
    let service = TcpListener::bind("127.0.0.1:0")?;
    let adapter = Adapter {
        shared: shared.clone(),
        auth_port: auth.local_addr()?.port(),
        service_port: service.local_addr()?.port(),
        runtime: tokio::runtime::Builder::new_current_thread().enable_all().build()?,
    };
    let plain = shared.clone();
    serve(auth, move |stream| answer(stream, &plain));
    let acceptor = tls()?;
    serve(service, move |stream| answer(acceptor.accept(stream).map_err(io::Error::other)?, &shared));

    for line in io::stdin().lines() {
        println!("{}", reply(&adapter, &serde_json::from_str(&line?)?));
    }
    if let Some(file) = std::env::var_os("SSL_CERT_FILE") {
        std::fs::remove_file(file)?;
    }
    Ok(())
}
