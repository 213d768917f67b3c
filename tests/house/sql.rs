//! Proves that SQL is written, not built: no `format!` beside a query, no unexplained dynamic statement.

use crate::report::{self, Offence};
use crate::source::{Source, under};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Stmt;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// How a comment above a dynamic statement begins; the rest of it says why no outside text gets in.
const EXCUSE: &str = "// Safe SQL:";

#[test]
fn sql_is_never_built_from_strings() {
    let offences = under("src/store/", ".rs").iter().flat_map(judge).collect();
    let mend = "bind the value; where SQL takes no parameter (DDL with a partition's name), say on the line \
                above why no outside text gets in: `// Safe SQL: …`";
    report::none("a statement is built from strings", mend, offences);
}

fn judge(source: &Source) -> Vec<Offence> {
    let mut statements = Statements { source, offences: Vec::new() };
    statements.visit_file(&source.syntax());
    statements.offences
}

struct Statements<'a> {
    source: &'a Source,
    offences: Vec<Offence>,
}

impl<'ast> Visit<'ast> for Statements<'_> {
    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        let span = statement.span();
        let (first, last) = (span.start().line, span.end().line);
        let text = span.source_text().unwrap_or_default();
        let tokens = text.parse().expect("a statement is made of tokens");
        if is_dynamic(&words(tokens)) && !excused(self.source, first, last) {
            let what = "a query beside format!, or AssertSqlSafe without its reason";
            self.offences.push(Offence::new(&self.source.path, first, what));
        }
        visit::visit_stmt(self, statement);
    }
}

/// The statement's words without those of its blocks, which hold statements of their own.
fn words(tokens: TokenStream) -> Vec<String> {
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => words(group.stream()),
            TokenTree::Ident(word) => vec![word.to_string()],
            _ => Vec::new(),
        })
        .collect()
}

fn is_dynamic(words: &[String]) -> bool {
    let has = |wanted: &[&str]| words.iter().any(|w| wanted.contains(&w.as_str()));
    let queries = has(&["query", "query_as", "query_scalar", "query_with", "raw_sql", "QueryBuilder"]);
    (queries && has(&["format", "concat", "format_args"])) || has(&["AssertSqlSafe"])
}

/// Whether the comment lines directly above the statement, or one inside it, give the reason.
fn excused(source: &Source, first: usize, last: usize) -> bool {
    let lines: Vec<&str> = source.text.lines().map(str::trim).collect();
    let above = lines[..first - 1].iter().rev().take_while(|l| l.starts_with("//"));
    above.chain(&lines[first - 1..last]).any(|l| l.starts_with(EXCUSE))
}

#[test]
fn a_built_statement_is_found_and_a_reason_excuses_it() {
    let count = |body: &str| judge(&Source::new("src/store/a.rs", &format!("fn f() {{\n{body}\n}}"))).len();
    assert_eq!(count("let r = sqlx::query(&format!(\"select {x}\")).fetch();"), 1);
    assert_eq!(count("let r = sqlx::query(\n    &format!(\"select {x}\"),\n);"), 1);
    assert_eq!(count("if a {\n    raw_sql(AssertSqlSafe(text)).run();\n}"), 1);
    assert_eq!(count("// Safe SQL: the name is made of a date.\nraw_sql(AssertSqlSafe(text)).run();"), 0);
    assert_eq!(count("let label = format!(\"{x}\");\nlet r = query!(\"select 1\", label);"), 0);
}
