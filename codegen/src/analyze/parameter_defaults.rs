//! Defaults of parameters.

use crate::diagnostic::Report;
use crate::example::{self, Work};
use crate::ir::{Api, Constant, Parameter};

/// Drops the defaults that are not valid values of their schemas. The client would send them, and the check before sending
/// or the server would reject them.
pub(crate) fn drop_invalid(api: &mut Api, report: &mut Report) {
    let work = Work::default();
    let mut invalid = Vec::new();
    for (operation, of_operation) in api.operations.iter().enumerate() {
        for (parameter, of_parameter) in of_operation.parameters.iter().enumerate() {
            let Some(default) = of_parameter.default.as_ref().or(of_parameter.server_default.as_ref()) else {
                continue;
            };
            if !is_valid(api, of_parameter, default, &work) {
                invalid.push((operation, parameter));
            }
        }
    }
    for (operation, parameter) in invalid {
        let parameter = &mut api.operations[operation].parameters[parameter];
        if parameter.default.take().is_some() {
            let message = "this default does not certainly meet the schema of the parameter, so it is not sent, and each call \
                           needs a value";
            report.warn(&parameter.pointer.child("schema").child("default"), message);
        }
        parameter.server_default = None;
    }
}

fn is_valid(api: &Api, parameter: &Parameter, default: &Constant, work: &Work) -> bool {
    let Some(value) = example::constant_value(default) else { return false };
    example::is_value(api, &parameter.ty, &parameter.constraints, &value, work)
}
