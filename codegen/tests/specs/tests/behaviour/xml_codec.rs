//! The example of `codegen/src/guide/media_types.md`, which has the text below the first import.
use openapi_bindgen_specs::xml_bodies as my_api;

use std::error::Error;

use my_api::{Client, operations::SendInvoiceError};
use quick_xml::{de::from_reader, se::to_string};
use serde::{Deserialize, Serialize};

/// An invoice. A name that starts with `@` is an attribute.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "invoice")]
pub(crate) struct Invoice {
    #[serde(rename = "@number", skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<String>,
    #[serde(rename = "line", default)]
    pub(crate) lines: Vec<String>,
}

#[derive(Deserialize)]
struct Problem {
    message: String,
}

/// Sends an invoice and returns it with its number.
pub(crate) async fn send_invoice(client: &Client, invoice: &Invoice) -> Result<Invoice, Box<dyn Error>> {
    match client.send_invoice(to_string(invoice)?.into_bytes()).await {
        Ok(response) => Ok(from_reader(response.as_slice())?),
        Err(error) => {
            if let Some(api) = error.as_api()
                && let SendInvoiceError::BadRequest(xml) = api.error()
            {
                let problem: Problem = from_reader(xml.as_slice())?;
                return Err(problem.message.into());
            }
            Err(error.into())
        }
    }
}
