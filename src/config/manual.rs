//! The manual page of the file, hookit.yaml(5): every key with its rule's words and its default.

use super::layers::SECTIONS;
use super::section::Default;
use super::section::Key;
use super::section::Section;

/// What stands before the keys. `\-` is a hyphen that can be typed off, in roff's language.
const HEAD: &str = r#".SH NAME
hookit.yaml \- settings of hookitd
.SH SYNOPSIS
.I /etc/hookit/hookit.yaml
.SH DESCRIPTION
.BR hookitd (8)
reads this file, or the one that
.B \-\-config
names.
It is YAML: sections with keys.
Every key may be left out, and a key that does not exist is refused with its line, so that a slip of the pen is
noticed at the start.
.PP
A key can also be given as an environment variable,
.BR HOOKIT_SECTION__KEY ,
or as a flag,
.BR "\-\-set section.key=value" ;
flags win over variables, variables over the file.
.B hookitd check\-config
prints what holds and where it comes from, and exits 78 when it cannot be used.
.PP
.B systemctl reload hookitd
(SIGHUP) reads the master keys and
.B log.level
again; everything else is read at the start.
"#;

const FOOT: &str = r".SH FILES
.TP
.I /etc/hookit/hookit.yaml
The settings. Readable by root and the group hookit.
.TP
.I /etc/hookit/hookitd.env
Environment variables of the service, for what is secret:
.BR DATABASE_URL=postgres://... .
.TP
.I /usr/local/share/doc/hookit/hookit.yaml
Every key with its default, as it was installed.
.SH EXAMPLES
A Postgres of your own is named in
.IR hookitd.env ;
these settings let operators in and receivers of the own network be reached:
.PP
.nf
admin:
  group: hookit
  readonly_group: support
deliver:
  allow_cidrs: [10.1.0.0/16]
retention:
  days: 14
.fi
.SH SEE ALSO
.BR hookitd (8),
.BR hookitd\-check\-config (8),
.BR hookit (1)
";

/// Renders `man/hookit.yaml.5`; `date` is the day the page speaks of, as `2026-11-24`.
#[must_use]
pub fn manual_page(date: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut text = format!(".TH HOOKIT.YAML 5 {date} \"hookit {version}\" \"HookIt manual\"\n.nh\n{HEAD}");
    for section in &SECTIONS {
        write_section(&mut text, section);
    }
    text.push_str(FOOT);
    text
}

fn write_section(text: &mut String, section: &Section) {
    if section.name.is_empty() {
        // What its comment says about the file as a whole stands in the page's head.
        text.push_str(".SH AT THE TOP\n");
    } else {
        text.extend([".SH SECTION ", &section.name.to_uppercase(), "\n"]);
        paragraph(text, section.about);
    }
    for key in section.keys {
        text.extend([".TP\n.B ", &escaped(key.full), "\n"]);
        paragraph(text, key.about);
        text.extend([".br\nDefault: ", &escaped(&default(key)), ". Variable: ", &escaped(&key.variable())]);
        text.push_str(".\n");
    }
}

fn paragraph(text: &mut String, lines: &[&str]) {
    for line in lines {
        text.extend([&escaped(line.trim()), "\n"]);
    }
}

fn default(key: &Key) -> String {
    match &key.default {
        Default::Unset => "not set".to_owned(),
        Default::Place(_) => "depends on the machine".to_owned(),
        Default::Text(text) => (*text).to_owned(),
        Default::List(items) => format!("[{}]", items.join(", ")),
    }
}

/// Plain text as roff has to be given it; what stands in backquotes becomes bold.
fn escaped(text: &str) -> String {
    let mut roff = String::new();
    // A dot or a quote at the start of a line would make it a request.
    if text.starts_with(['.', '\'']) {
        roff.push_str("\\&");
    }
    let mut bold = false;
    for c in text.chars() {
        match c {
            '\\' => roff.push_str("\\e"),
            '-' => roff.push_str("\\-"),
            '…' => roff.push_str("..."),
            '`' => {
                bold = !bold;
                roff.push_str(if bold { "\\fB" } else { "\\fR" });
            }
            c => roff.push(c),
        }
    }
    roff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_stands_in_the_page_with_its_variable() {
        let page = manual_page("2026-01-01");
        for key in SECTIONS.iter().flat_map(|section| section.keys) {
            assert!(page.contains(&format!(".B {}\n", key.full)), "{}", key.full);
            assert!(page.contains(&key.variable()), "{}", key.full);
        }
    }

    #[test]
    fn text_is_never_taken_for_a_request() {
        assert_eq!(escaped(".TH a\\b"), "\\&.TH a\\eb");
        assert_eq!(escaped("say `--set a`, or not"), "say \\fB\\-\\-set a\\fR, or not");
    }
}
