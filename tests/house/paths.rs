//! Finds every path a file names (`use` trees, expressions, types, macro arguments) from its tokens.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path as written, with the module it is written in.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) line: usize,
    pub(crate) module: Vec<String>,
    pub(crate) segments: Vec<String>,
}

impl Named {
    /// The path from the crate's root if it names something of this crate by `crate`, `self` or `super`.
    pub(crate) fn in_crate(&self) -> Option<Vec<String>> {
        let mut at = self.module.clone();
        let mut rest = self.segments.as_slice();
        match rest.first()?.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => {
                while rest.get(1).is_some_and(|s| s == "super") {
                    at.pop();
                    rest = &rest[1..];
                }
                at.pop();
            }
            _ => return None,
        }
        at.extend_from_slice(&rest[1..]);
        Some(at)
    }

    pub(crate) fn starts_with(&self, prefix: &str) -> bool {
        let wanted: Vec<&str> = prefix.split("::").collect();
        self.segments.len() >= wanted.len() && self.segments.iter().zip(wanted).all(|(a, b)| a == b)
    }
}

/// Every path of two segments or more, and every path of a `use` item.
pub(crate) fn named(tokens: TokenStream, module: &[String]) -> Vec<Named> {
    let mut found = Vec::new();
    walk(&trees(tokens), module, &mut found);
    found
}

fn trees(tokens: TokenStream) -> Vec<TokenTree> {
    tokens.into_iter().collect()
}

fn walk(tokens: &[TokenTree], module: &[String], found: &mut Vec<Named>) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => walk(&trees(group.stream()), module, found),
            TokenTree::Ident(word) if word == "mod" && inline_module(tokens, at) => {
                let inner: Vec<String> = module.iter().cloned().chain([tokens[at + 1].to_string()]).collect();
                if let TokenTree::Group(group) = &tokens[at + 2] {
                    walk(&trees(group.stream()), &inner, found);
                }
                at += 2;
            }
            TokenTree::Ident(word) if word == "use" => {
                at += 1;
                use_tree(tokens, &mut at, &[], module, found);
                continue;
            }
            TokenTree::Ident(_) if !continues_a_path(tokens, at) => {
                let line = tokens[at].span().start().line;
                let segments = plain_path(tokens, &mut at);
                if segments.len() > 1 {
                    found.push(Named { line, module: module.to_vec(), segments });
                }
            }
            _ => {}
        }
        at += 1;
    }
}

fn inline_module(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at + 1), Some(TokenTree::Ident(_)))
        && matches!(tokens.get(at + 2), Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Brace)
}

fn colons(tokens: &[TokenTree], at: usize) -> bool {
    let is_colon = |i: usize| matches!(tokens.get(i), Some(TokenTree::Punct(p)) if p.as_char() == ':');
    is_colon(at) && is_colon(at + 1)
}

/// Whether the identifier here follows `::` after something else (`Vec::<T>::new`) or a dot.
fn continues_a_path(tokens: &[TokenTree], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|i| tokens[i].to_string());
    if before(1).as_deref() == Some(".") {
        return true;
    }
    at >= 2 && colons(tokens, at - 2) && before(3).is_some_and(|t| t == ">" || ident_like(&t))
}

fn ident_like(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Reads `a::b::c` and leaves `at` on its last identifier.
fn plain_path(tokens: &[TokenTree], at: &mut usize) -> Vec<String> {
    let mut segments = vec![tokens[*at].to_string()];
    while colons(tokens, *at + 1) {
        let Some(TokenTree::Ident(word)) = tokens.get(*at + 3) else { break };
        segments.push(word.to_string());
        *at += 3;
    }
    segments
}

/// Reads one branch of a `use` tree and leaves `at` behind it.
fn use_tree(
    tokens: &[TokenTree],
    at: &mut usize,
    prefix: &[String],
    module: &[String],
    found: &mut Vec<Named>,
) {
    let mut segments = prefix.to_vec();
    let Some(first) = tokens.get(*at) else { return };
    let line = first.span().start().line;
    while let Some(token) = tokens.get(*at) {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let inner = trees(group.stream());
                let mut branch = 0;
                while branch < inner.len() {
                    use_tree(&inner, &mut branch, &segments, module, found);
                    branch += 1;
                }
                *at += 1;
                return;
            }
            TokenTree::Ident(word) if word == "as" => *at += 2,
            TokenTree::Ident(word) => {
                segments.push(word.to_string());
                *at += 1;
            }
            TokenTree::Punct(p) if p.as_char() == ':' || p.as_char() == '*' => *at += 1,
            _ => break,
        }
    }
    if segments.len() > prefix.len() {
        found.push(Named { line, module: module.to_vec(), segments });
    }
}

#[test]
fn paths_are_found_in_uses_types_expressions_and_macros() {
    let text = "use a::{b::c, d as e, self};\nfn f(x: crate::g::H) { log!(n = super::i::j()); Vec::<u8>::k::l(); }\n\
                mod m { use super::*; use super::super::o; }";
    let module = ["store".to_owned(), "claim".to_owned()];
    let all = named(text.parse().expect("it is Rust"), &module);
    let seen: Vec<String> = all.iter().map(|n| format!("{}:{}", n.line, n.segments.join("::"))).collect();
    assert_eq!(
        seen,
        [
            "1:a::b::c",
            "1:a::d",
            "1:a::self",
            "2:crate::g::H",
            "2:super::i::j",
            "3:super",
            "3:super::super::o"
        ]
    );
    let inside: Vec<String> = all.iter().filter_map(Named::in_crate).map(|p| p.join("::")).collect();
    assert_eq!(inside, ["g::H", "store::i::j", "store::claim", "store::o"]);
}
