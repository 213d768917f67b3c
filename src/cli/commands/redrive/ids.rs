//! The deliveries that were named, those on stdin among them.

use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::escape;
use crate::domain::id::DeliveryId;

/// The ids that were named, those on stdin among them, each once, in their order.
pub(super) fn named(given: &[String]) -> Result<Vec<String>> {
    let mut ids: Vec<String> = Vec::new();
    for word in given {
        if word == "-" {
            // A heading may come along when a list is piped in.
            ids.extend(
                input::ids_from_stdin()?.into_iter().filter(|word| word != "delivery" && word != "DELIVERY"),
            );
        } else {
            ids.push(word.clone());
        }
    }
    let mut once = std::collections::HashSet::new();
    ids.retain(|id| once.insert(id.clone()));
    if let Some(odd) = ids.iter().find(|id| id.parse::<DeliveryId>().is_err()) {
        return Err(CliError::usage(format!("{} is not a delivery's id", escape(odd)))
            .hint("ids look like dlv_01h455vb4pex5vsknk084sn02q; hookit dlq list shows them"));
    }
    if ids.is_empty() && !given.is_empty() {
        return Err(CliError::usage("there were no ids on stdin"));
    }
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_of_deliveries_are_taken_and_each_once() {
        let id = "dlv_01h455vb4pex5vsknk084sn02q".to_owned();
        assert_eq!(named(&[id.clone(), id.clone()]).unwrap(), [id]);
        let odd = named(&["lst".to_owned()]).unwrap_err();
        assert_eq!(odd.kind.exit_code(), 2);
        assert!(odd.text.contains("lst"));
    }
}
