use std::{env, error, fmt, net::IpAddr};

use http::Uri;

use crate::client::settings::is_loopback;

/// The proxies of a client. Requests to loopback addresses never use one.
#[derive(Clone)]
pub(crate) enum Proxies {
    /// Those of the environment, when the client is built.
    Environment,
    /// None at all.
    None,
    /// This one, for all requests.
    All(Proxy),
    /// Those that were found in the environment.
    Found(Found),
}

/// The URL of a proxy, or the reason why it cannot be used.
type Proxy = Result<String, ProxyError>;

/// The variables of the environment, as `curl` and most other programs read them.
#[derive(Clone, Default)]
pub(crate) struct Found {
    https: Option<Proxy>,
    http: Option<Proxy>,
    all: Option<Proxy>,
    exceptions: Vec<String>,
}

/// The reason why a proxy cannot be used, without its URL, which may hold a password.
#[derive(Clone, Debug)]
pub(crate) struct ProxyError {
    /// The variable or the method that names the proxy.
    origin: String,
    reason: String,
}

impl error::Error for ProxyError {}

impl fmt::Display for ProxyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the proxy of `{}` cannot be used: {}", self.origin, self.reason)
    }
}

impl Proxies {
    /// Returns the proxy at `url`, for all requests.
    pub(crate) fn all(url: &str) -> Self {
        Self::All(proxy("proxy(…)", url))
    }

    /// Reads the proxies of the environment, if it is not overridden.
    pub(crate) fn found(self) -> Self {
        match self {
            Self::Environment => Self::Found(Found::read(|name| env::var(name).ok())),
            other => other,
        }
    }

    /// Returns true if no host has a proxy.
    #[cfg(feature = "reqwest")]
    pub(crate) fn are_none(&self) -> bool {
        match self {
            Self::Environment | Self::None => true,
            Self::All(_) => false,
            Self::Found(found) => found.https.is_none() && found.http.is_none() && found.all.is_none(),
        }
    }

    /// Returns true if a variable of the environment names a proxy that cannot be used.
    #[cfg(feature = "reqwest")]
    pub(crate) fn have_invalid(&self) -> bool {
        let Self::Found(found) = self else { return false };
        [&found.https, &found.http, &found.all].into_iter().flatten().any(Result::is_err)
    }

    /// Checks the proxy of the caller, or the one of the environment for the base URL.
    ///
    /// # Errors
    /// If it cannot be used.
    pub(crate) fn check(&self, base_url: &str) -> Result<(), ProxyError> {
        match self {
            Self::All(proxy) => proxy.clone().map(drop),
            _ => base_url.parse().map_or(Ok(()), |address| self.proxy_for(&address).map(drop)),
        }
    }

    /// Returns the URL of the proxy for requests to this address.
    ///
    /// # Errors
    /// If the proxy cannot be used. The request must then not be sent without it.
    pub(crate) fn proxy_for(&self, address: &Uri) -> Result<Option<String>, ProxyError> {
        let (is_https, host) = (address.scheme_str() == Some("https"), address.host().unwrap_or_default());
        if is_loopback(host) {
            return Ok(None);
        }
        match self {
            Self::Environment | Self::None => Ok(None),
            Self::All(proxy) => proxy.clone().map(Some),
            Self::Found(found) => {
                let port = address.port_u16().unwrap_or(if is_https { 443 } else { 80 });
                let proxy = if is_https { &found.https } else { &found.http };
                let proxy = proxy.as_ref().or(found.all.as_ref()).filter(|_| !found.is_exception(host, port));
                proxy.cloned().transpose()
            }
        }
    }
}

/// Returns the URL of a proxy that both transports accept. A URL without a scheme is one of `http`.
fn proxy(origin: &str, url: &str) -> Proxy {
    let fails = |reason: String| Err(ProxyError { origin: origin.to_owned(), reason });
    let url = url.trim();
    if url.is_empty() {
        return fails("it is empty".to_owned());
    }
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") {
        return fails(format!("its scheme is `{scheme}`, and only `http` and `https` are supported"));
    }
    let url = format!("{scheme}://{rest}");
    let is_origin = |uri: &Uri| matches!(uri.path(), "" | "/") && uri.query().is_none();
    let Some(uri) = url.parse::<Uri>().ok().filter(|uri| is_origin(uri) && !url.contains('#')) else {
        return fails(
            "it is not `http://host:port` or `http://user:password@host:port`; special characters of user and password \
             are percent-encoded, `#` as `%23`"
                .to_owned(),
        );
    };
    let host = uri.host().unwrap_or_default();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let has_port = authority.rsplit_once('@').map_or(authority, |(_, after)| after).len() > host.len();
    if host.is_empty() {
        fails("it has no host".to_owned())
    } else if has_port && uri.port_u16().is_none() {
        fails("its port is not a number from 0 to 65535".to_owned())
    } else {
        Ok(url)
    }
}

impl Found {
    fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        let read = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let get = |name: &str| {
            let small = name.to_ascii_lowercase();
            let found = |name: String| Some((read(&name)?, name));
            if variable(&small).is_some() { found(small) } else { found(name.to_owned()) }
        };
        let of = |name: &str| get(name).map(|(url, name)| proxy(&name, &url));
        // In a CGI program, `HTTP_PROXY` has the value of the client's header `Proxy`.
        let is_cgi = variable("REQUEST_METHOD").is_some();
        let http = if is_cgi { read("http_proxy").map(|url| proxy("http_proxy", &url)) } else { of("HTTP_PROXY") };
        let exceptions = get("NO_PROXY").map(|(value, _)| value).unwrap_or_default();
        let exceptions = exceptions.split([',', ' ']).map(str::trim).filter(|name| !name.is_empty());
        Self {
            https: of("HTTPS_PROXY"),
            http,
            all: of("ALL_PROXY"),
            exceptions: exceptions.map(str::to_ascii_lowercase).collect(),
        }
    }

    fn is_exception(&self, host: &str, port: u16) -> bool {
        let host = host.trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase();
        self.exceptions.iter().any(|exception| {
            let with_port = exception.rsplit_once(':').filter(|(name, _)| !name.contains(':') || name.ends_with(']'));
            let (name, is_port) = match with_port.map(|(name, digits)| (name, digits.parse::<u16>())) {
                Some((name, Ok(other))) => (name, other == port),
                _ => (exception.as_str(), true),
            };
            is_port && covers(name, &host)
        })
    }
}

/// Returns true if an exception applies to a host: a name and its subdomains, an address, or a network of addresses.
fn covers(exception: &str, host: &str) -> bool {
    let name = exception.replace(['[', ']'], "");
    let name = name.as_str();
    if name == "*" || name == host {
        return true;
    }
    if let Ok(address) = host.parse::<IpAddr>() {
        return name.split_once('/').is_some_and(|(network, bits)| is_within(address, network, bits))
            || name.parse::<IpAddr>() == Ok(address);
    }
    let name = name.trim_start_matches('*').trim_start_matches('.').trim_end_matches('.');
    !name.is_empty() && host.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

fn is_within(address: IpAddr, network: &str, bits: &str) -> bool {
    let (Ok(network), Ok(bits)) = (network.parse::<IpAddr>(), bits.parse::<u32>()) else { return false };
    let (one, other, length) = match (address, network) {
        (IpAddr::V4(one), IpAddr::V4(other)) => (u128::from(one.to_bits()), u128::from(other.to_bits()), 32_u32),
        (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits(), other.to_bits(), 128),
        _ => return false,
    };
    let Some(rest) = length.checked_sub(bits) else { return false };
    one.checked_shr(rest).unwrap_or(0) == other.checked_shr(rest).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &'static [(&str, &str)]) -> Proxies {
        Proxies::Found(Found::read(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        }))
    }

    /// Returns the proxy for an address, or the reason why it cannot be used.
    fn proxy_for(proxies: &Proxies, address: &str) -> Option<String> {
        let found = proxies.proxy_for(&address.parse().unwrap());
        found.unwrap_or_else(|error| Some(error.to_string()))
    }

    #[test]
    fn each_scheme_has_its_variable_and_all_have_one() {
        let proxies = found(&[("HTTPS_PROXY", "http://s:1"), ("ALL_PROXY", "a:2"), ("http_proxy", " ")]);
        assert_eq!(proxy_for(&proxies, "https://api.example.com").as_deref(), Some("http://s:1"));
        assert_eq!(proxy_for(&proxies, "http://api.example.com").as_deref(), Some("http://a:2"));
        let proxies = found(&[("https_proxy", "http://small:1"), ("HTTPS_PROXY", "http://large:1")]);
        assert_eq!(proxy_for(&proxies, "https://x").as_deref(), Some("http://small:1"));
        assert_eq!(proxy_for(&proxies, "http://x"), None);
    }

    #[test]
    fn the_proxy_header_of_a_cgi_request_is_ignored() {
        let proxies = found(&[("HTTP_PROXY", "http://evil"), ("REQUEST_METHOD", "GET")]);
        assert_eq!(proxy_for(&proxies, "http://x"), None);
        assert!(proxy_for(&found(&[("HTTP_PROXY", "http://good")]), "http://x").is_some());
    }

    #[test]
    fn nothing_goes_to_this_machine_through_a_proxy() {
        for proxies in [found(&[("ALL_PROXY", "http://a")]), Proxies::all("http://a"), Proxies::all("?")] {
            for host in ["localhost", "api.localhost", "127.0.0.1", "127.1.2.3", "[::1]"] {
                assert_eq!(proxy_for(&proxies, &format!("https://{host}/v1")), None, "{host}");
            }
            assert!(proxy_for(&proxies, "https://example.com").is_some());
        }
        assert_eq!(proxy_for(&Proxies::None, "https://example.com"), None);
    }

    #[test]
    fn exceptions_are_names_addresses_and_networks() {
        let proxies = found(&[
            ("ALL_PROXY", "http://a"),
            ("NO_PROXY", "Example.com, .internal,*.lan,10.0.0.0/8 [2001:db8::]/32,192.168.1.1,host:8443"),
        ]);
        let is_direct = |host: &str| proxy_for(&proxies, &format!("https://{host}/a?b")).is_none();
        for host in
            ["example.com", "API.example.com", "a.internal", "b.lan", "10.20.30.40", "[2001:db8::7]", "192.168.1.1"]
        {
            assert!(is_direct(host), "{host}");
        }
        for host in ["badexample.com", "example.com.evil", "11.0.0.1", "[2001:db9::7]", "192.168.1.10"] {
            assert!(!is_direct(host), "{host}");
        }
        assert!(is_direct("host:8443") && !is_direct("host"));
        assert_eq!(proxy_for(&found(&[("ALL_PROXY", "http://a"), ("NO_PROXY", "*")]), "https://any"), None);
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_an_error_without_its_password() {
        for (url, reason) in [
            ("", "empty"),
            ("socks5://user:hidden@host:9", "`socks5`"),
            ("ftp://host", "`ftp`"),
            ("http://", "http://host:port"),
            ("not a proxy", "http://host:port"),
            ("http://host:99999", "port"),
            ("http://host:", "port"),
            ("http://user:hidden#@host:9", "`%23`"),
            ("http://host:9/hidden", "http://host:port"),
            ("http://host:9?hidden", "http://host:port"),
            ("http://user:hidden@:9", "host"),
        ] {
            let error = Proxies::all(url).check("https://example.com").unwrap_err().to_string();
            assert!(error.contains("`proxy(…)`") && error.contains(reason), "{url}: {error}");
            assert!(!error.contains("hidden"), "{error}");
        }
        for url in ["http://host", "HTTPS://user:p%23@host:9/", "host:9", " [::1]:9 "] {
            assert!(Proxies::all(url).check("https://example.com").is_ok(), "{url}");
        }
    }

    #[test]
    fn only_the_variable_that_is_used_is_an_error() {
        let proxies = found(&[("HTTPS_PROXY", "http://s"), ("all_proxy", "socks://a:1"), ("NO_PROXY", "no.example")]);
        #[cfg(feature = "reqwest")]
        assert!(proxies.have_invalid() && !found(&[("HTTPS_PROXY", "http://s")]).have_invalid());
        assert!(proxies.check("https://example.com").is_ok());
        assert!(proxies.check("http://no.example").is_ok());
        let error = proxies.check("http://example.com").unwrap_err().to_string();
        assert_eq!(
            error,
            "the proxy of `all_proxy` cannot be used: its scheme is `socks`, and only `http` and `https` are supported"
        );
    }
}
