//! The frameworks, with their requirements.

/// A framework with a folder of its own: its server, its lock file, its project file and its calls.
#[derive(Clone, Copy, Debug)]
pub struct Framework {
    /// The name of the folder, and of the binary with the calls.
    pub name: &'static str,
    /// The language of the server.
    pub language: Language,
    /// The path of the document on the server.
    pub document: &'static str,
    /// True if it runs without `--all`.
    pub by_default: bool,
}

/// The language of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `server.py`, with the packages of `requirements.txt`.
    Python,
    /// `server.mjs`, with the packages of `package-lock.json`.
    Node,
    /// A binary of this package.
    Rust,
}

/// All frameworks, in the order of the table.
pub const FRAMEWORKS: &[Framework] = &[
    Framework { name: "fastapi", language: Language::Python, document: "/openapi.json", by_default: true },
    Framework { name: "fastify", language: Language::Node, document: "/openapi.json", by_default: true },
    Framework { name: "axum", language: Language::Rust, document: "/openapi.json", by_default: true },
    Framework { name: "dropshot", language: Language::Rust, document: "/openapi.json", by_default: true },
    Framework { name: "oidc-provider", language: Language::Node, document: "/openapi.json", by_default: true },
    Framework { name: "drf", language: Language::Python, document: "/openapi.json", by_default: false },
    Framework { name: "litestar", language: Language::Python, document: "/schema/openapi.json", by_default: false },
    Framework { name: "apiflask", language: Language::Python, document: "/openapi.json", by_default: false },
    Framework { name: "hono", language: Language::Node, document: "/openapi.json", by_default: false },
    Framework { name: "nestjs", language: Language::Node, document: "/openapi.json", by_default: false },
    Framework { name: "tsoa", language: Language::Node, document: "/openapi.json", by_default: false },
    Framework { name: "elysia", language: Language::Node, document: "/openapi.json", by_default: false },
    Framework { name: "poem", language: Language::Rust, document: "/openapi.json", by_default: false },
    Framework {
        name: "swashbuckle",
        language: Language::Rust,
        document: "/swagger/v1/swagger.yaml",
        by_default: false,
    },
    Framework { name: "aspnet", language: Language::Rust, document: "/openapi/v1.yaml", by_default: false },
];
