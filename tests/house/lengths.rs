//! Proves that files and functions stay short.
//!
//! A file's length is the number of its lines before the first `#[cfg(test)]`, comments and blank lines
//! included: it says how much a reader scrolls. A function's length is the number of lines between its
//! braces that hold code, as clippy counts it, so that one `#[expect]` satisfies both.

use crate::lexer::code_lines;
use crate::report::{self, Offence};
use crate::source::{Source, rust};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, ImplItemFn, ItemFn, Signature, TraitItemFn};

const FILE_LINES_MAX: usize = 350;
const FUNCTION_LINES_MAX: usize = 70;

#[test]
fn no_file_is_longer_than_a_reader_wants() {
    let offences = rust().iter().filter_map(long_file).collect();
    let mend = "split the file by what its parts do: one verb a file";
    report::none("a file has more than 350 lines before its tests", mend, offences);
}

#[test]
fn no_function_is_longer_than_a_screen() {
    let offences = rust().iter().flat_map(long_functions).collect();
    let mend = "name the steps and make them functions, or state the reason: \
                #[expect(clippy::too_many_lines, reason = \"…\")]";
    report::none("a function has more than 70 lines of code", mend, offences);
}

fn long_file(source: &Source) -> Option<Offence> {
    let lines = source.text.lines().take_while(|l| l.trim() != "#[cfg(test)]").count();
    (lines > FILE_LINES_MAX).then(|| Offence::new(&source.path, FILE_LINES_MAX + 1, format!("{lines} lines")))
}

fn long_functions(source: &Source) -> Vec<Offence> {
    let mut lengths = Lengths { path: &source.path, code: code_lines(&source.text), offences: Vec::new() };
    lengths.visit_file(&source.syntax());
    lengths.offences
}

struct Lengths<'a> {
    path: &'a str,
    code: Vec<usize>,
    offences: Vec<Offence>,
}

impl Lengths<'_> {
    fn judge(&mut self, signature: &Signature, attributes: &[Attribute], body: &Block) {
        let braces = body.span();
        let inside = braces.start().line + 1..braces.end().line;
        let lines = self.code.iter().filter(|line| inside.contains(line)).count();
        if lines > FUNCTION_LINES_MAX && !attributes.iter().any(states_a_reason) {
            let line = signature.span().start().line;
            let what = format!("fn {} has {lines} lines", signature.ident);
            self.offences.push(Offence::new(self.path, line, what));
        }
    }
}

/// Whether the attribute is `#[expect(clippy::too_many_lines, reason = "…")]`.
fn states_a_reason(attribute: &Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else { return false };
    let tokens = list.tokens.to_string();
    list.path.is_ident("expect") && tokens.contains("too_many_lines") && tokens.contains("reason")
}

impl<'ast> Visit<'ast> for Lengths<'_> {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.judge(&item.sig, &item.attrs, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.judge(&item.sig, &item.attrs, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        if let Some(body) = &item.default {
            self.judge(&item.sig, &item.attrs, body);
        }
        visit::visit_trait_item_fn(self, item);
    }
}

#[test]
fn a_long_file_is_found_and_its_tests_do_not_count() {
    let code = "//! A.\n".repeat(351);
    assert!(long_file(&Source::new("src/a.rs", &code)).is_some());
    let tests = format!("{}#[cfg(test)]\n{}", "//! A.\n".repeat(350), "\n".repeat(500));
    assert!(long_file(&Source::new("src/a.rs", &tests)).is_none());
}

#[test]
fn a_long_function_is_found_unless_it_states_a_reason() {
    let body = |lines: usize| format!("fn f() {{\n{}}}\n", "    // why\n\n    g();\n".repeat(lines));
    let count = |text: &str| long_functions(&Source::new("src/a.rs", text)).len();
    assert_eq!(count(&body(70)), 0);
    assert_eq!(count(&body(71)), 1);
    assert_eq!(count(&format!("impl A {{ {} }}", body(71))), 1);
    assert_eq!(count(&format!("#[expect(clippy::too_many_lines, reason = \"one table\")]\n{}", body(71))), 0);
    assert_eq!(count(&format!("#[expect(clippy::too_many_lines)]\n{}", body(71))), 1);
}
