use std::{env, net::IpAddr};

use crate::client::settings::is_loopback;

/// The proxies of a client. Requests to loopback addresses never use one.
#[derive(Clone)]
pub(crate) enum Proxies {
    /// Those of the environment, when the client is built.
    Environment,
    /// None at all.
    None,
    /// This one, for all requests.
    All(String),
    /// Those that were found in the environment.
    Found(Found),
}

/// The variables of the environment, as `curl` and most other programs read them.
#[derive(Clone, Default)]
pub(crate) struct Found {
    https: Option<String>,
    http: Option<String>,
    all: Option<String>,
    exceptions: Vec<String>,
}

impl Proxies {
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

    /// Returns the URL of the proxy for requests to this host.
    pub(crate) fn proxy_for(&self, is_https: bool, host: &str, port: u16) -> Option<String> {
        if is_loopback(host) {
            return None;
        }
        match self {
            Self::Environment | Self::None => None,
            Self::All(url) => Some(with_scheme(url)),
            Self::Found(found) => {
                let url = if is_https { &found.https } else { &found.http };
                let url = url.as_ref().or(found.all.as_ref()).filter(|_| !found.is_exception(host, port));
                url.map(|url| with_scheme(url))
            }
        }
    }
}

impl Found {
    fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| {
            let value = variable(&name.to_ascii_lowercase()).or_else(|| variable(name));
            value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        // In a CGI program, `HTTP_PROXY` has the value of the client's header `Proxy`.
        let is_cgi = variable("REQUEST_METHOD").is_some();
        let http = if is_cgi { variable("http_proxy") } else { get("HTTP_PROXY") };
        let exceptions = get("NO_PROXY").unwrap_or_default();
        let exceptions = exceptions.split([',', ' ']).map(str::trim).filter(|name| !name.is_empty());
        Self {
            https: get("HTTPS_PROXY"),
            http,
            all: get("ALL_PROXY"),
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

/// Returns the URL of a proxy with a scheme: `http` if it is only a host and a port.
fn with_scheme(url: &str) -> String {
    if url.contains("://") { url.to_owned() } else { format!("http://{url}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &'static [(&str, &str)]) -> Proxies {
        Proxies::Found(Found::read(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        }))
    }

    #[test]
    fn each_scheme_has_its_variable_and_all_have_one() {
        let proxies = found(&[("HTTPS_PROXY", "http://s:1"), ("ALL_PROXY", "a:2"), ("http_proxy", " ")]);
        assert_eq!(proxies.proxy_for(true, "api.example.com", 443).as_deref(), Some("http://s:1"));
        assert_eq!(proxies.proxy_for(false, "api.example.com", 80).as_deref(), Some("http://a:2"));
        let proxies = found(&[("https_proxy", "http://small:1"), ("HTTPS_PROXY", "http://large:1")]);
        assert_eq!(proxies.proxy_for(true, "x", 443).as_deref(), Some("http://small:1"));
        assert_eq!(proxies.proxy_for(false, "x", 80), None);
    }

    #[test]
    fn the_proxy_header_of_a_cgi_request_is_ignored() {
        assert_eq!(found(&[("HTTP_PROXY", "http://evil"), ("REQUEST_METHOD", "GET")]).proxy_for(false, "x", 80), None);
        assert!(found(&[("HTTP_PROXY", "http://good")]).proxy_for(false, "x", 80).is_some());
    }

    #[test]
    fn nothing_goes_to_this_machine_through_a_proxy() {
        for proxies in [found(&[("ALL_PROXY", "http://a")]), Proxies::All("http://a".to_owned())] {
            for host in ["localhost", "api.localhost", "127.0.0.1", "127.1.2.3", "[::1]", "::1"] {
                assert_eq!(proxies.proxy_for(true, host, 443), None, "{host}");
            }
            assert!(proxies.proxy_for(true, "example.com", 443).is_some());
        }
        assert_eq!(Proxies::None.proxy_for(true, "example.com", 443), None);
    }

    #[test]
    fn exceptions_are_names_addresses_and_networks() {
        let proxies = found(&[
            ("ALL_PROXY", "http://a"),
            ("NO_PROXY", "Example.com, .internal,*.lan,10.0.0.0/8 [2001:db8::]/32,192.168.1.1,host:8443"),
        ]);
        let is_direct = |host: &str, port| proxies.proxy_for(true, host, port).is_none();
        for host in
            ["example.com", "API.example.com", "a.internal", "b.lan", "10.20.30.40", "[2001:db8::7]", "192.168.1.1"]
        {
            assert!(is_direct(host, 443), "{host}");
        }
        for host in ["badexample.com", "example.com.evil", "11.0.0.1", "[2001:db9::7]", "192.168.1.10"] {
            assert!(!is_direct(host, 443), "{host}");
        }
        assert!(is_direct("host", 8443) && !is_direct("host", 443));
        assert_eq!(found(&[("ALL_PROXY", "http://a"), ("NO_PROXY", "*")]).proxy_for(true, "any", 443), None);
    }
}
