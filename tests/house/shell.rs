//! Reads just enough of the shell's language to find the commands in a block of a document.

/// Words that stand before a command and are not it.
const BEFORE: [&str; 5] = ["sudo", "exec", "time", "then", "do"];

/// Every simple command with the line, from 0, in which it begins: its words without quotes, assignments,
/// redirections and comments. Commands inside `$( … )` are commands too.
pub(crate) fn commands(block: &str) -> Vec<(usize, Vec<String>)> {
    let mut reader = Reader::default();
    let mut chars = block.chars().peekable();
    let mut line = 0;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('\n') => line += 1,
                Some(other) => reader.letter(line, other),
                None => {}
            },
            '\'' | '"' => {
                reader.open(line);
                while let Some(quoted) = chars.next().filter(|q| *q != c) {
                    line += usize::from(quoted == '\n');
                    // In double quotes a backslash keeps the next letter from ending them.
                    let letter =
                        if c == '"' && quoted == '\\' { chars.next().unwrap_or('\\') } else { quoted };
                    reader.letter(line, letter);
                }
            }
            '#' if reader.word.is_none() => while chars.next_if(|n| *n != '\n').is_some() {},
            '$' if chars.next_if_eq(&'(').is_some() => reader.end_command(),
            '|' | ';' | '&' | ')' | '\n' => {
                reader.end_command();
                line += usize::from(c == '\n');
            }
            '<' | '>' => {
                while chars.next_if(|n| "<>& ".contains(*n)).is_some() {}
                reader.redirect();
            }
            c if c.is_whitespace() => reader.end_word(),
            c => reader.letter(line, c),
        }
    }
    reader.end_command();
    reader.found
}

#[derive(Default)]
struct Reader {
    found: Vec<(usize, Vec<String>)>,
    words: Vec<String>,
    word: Option<String>,
    begun: usize,
    /// The next word is the file of a redirection.
    redirected: bool,
}

impl Reader {
    /// Begins a word, which may stay empty: `''`.
    fn open(&mut self, line: usize) {
        if self.words.is_empty() && self.word.is_none() {
            self.begun = line;
        }
        self.word.get_or_insert_default();
    }

    fn letter(&mut self, line: usize, letter: char) {
        self.open(line);
        self.word.get_or_insert_default().push(letter);
    }

    fn redirect(&mut self) {
        // `2>` names a stream, `file>` ends a word.
        if self.word.as_ref().is_some_and(|w| w.chars().all(|c| c.is_ascii_digit())) {
            self.word = None;
        }
        self.end_word();
        self.redirected = true;
    }

    fn end_word(&mut self) {
        let Some(word) = self.word.take() else { return };
        if std::mem::take(&mut self.redirected) {
            return;
        }
        let assigns = word.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        });
        let before = self.words.is_empty() && (assigns || BEFORE.contains(&word.as_str()));
        if !before {
            self.words.push(word);
        }
    }

    fn end_command(&mut self) {
        self.end_word();
        self.redirected = false;
        let words = std::mem::take(&mut self.words);
        if !words.is_empty() {
            self.found.push((self.begun, words));
        }
    }
}

#[test]
fn commands_are_found_as_a_shell_would_find_them() {
    let block =
        "a 'b c' \"d\\\"e\" ''  # no\nsudo f g=h | i -d \\\n  @- 2>&1 >log\nK=$(j k) && l;\n  m <n \"$K\"\n";
    let found: Vec<String> =
        commands(block).iter().map(|(line, words)| format!("{line} {}", words.join(","))).collect();
    assert_eq!(found, ["0 a,b c,d\"e,", "1 f,g=h", "1 i,-d,@-", "3 j,k", "3 l", "4 m,$K"]);
}
