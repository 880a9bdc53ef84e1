//! Texts and characters.

use super::Grammar;

pub(super) const STR: Grammar = Grammar {
    simple: &[
        "\"\"",
        "\"a\"",
        "\"abc\"",
        "\"Hello, world\"",
        "\"x y z\"",
        "\"12\"",
        "\"äöü\"",
        "`raw`",
        "\"3.5\"",
        "\"a\\tb\\n\"",
    ],
    compound: &[
        "(@str + @str)",
        "(@str + @any)",
        "(@str + @int + @char)",
        "`v=${@any} w=${@int}`",
        "`${@str}`",
        "`two\n  lines ${@int}`",
        "`a${ let q = @int; q * 2 }b${`${@int}`}`",
        "(@str - @str)",
        "(@char + @char)",
        "@str.to_upper()",
        "@str.sub_string(@(0 1 2), @(0 1 3))",
        "@any.to_string()",
        "type_of(@any)",
        "@any.type_of()",
        "(\"abc\" + @str)[0..2]",
        "(\"abc\" + @str)[1..=2]",
        "@map.s",
        "@map[\"s\"]",
        "@map.itself().s",
        "@str.split(\" \")[0]",
        "@int.to_hex()",
        "@map.to_json()",
        "{ let q = @str; q.trim(); q }",
        "{ let q = @str; q += @(1 'c' \"s\"); q += @any; q }",
        "{ let q = \"abc\"; q[@(0 1)] = @char; q }",
        "switch @bool { true => @str, false => @str }",
        "if @bool { @str } else { @str }",
        "(@unit?.s ?? @str)",
        "@fn.name",
        "here(@str)",
    ],
    risky: &["@str[0..9]", "@any.s", "(@str - @any)", "{ let q = @str; q[@int] = @char; q }"],
};

pub(super) const CHAR: Grammar = Grammar {
    simple: &["'a'", "'z'", "'x'", "'1'", "' '", "'ä'", "'\\n'"],
    compound: &[
        "(\"a\" + @str)[@(0 -1)]",
        "@char.to_upper()",
        "\"xyz\"[@int & 1]",
        "if @bool { @char } else { @char }",
        "@str.to_chars()?.len().to_string()[0]",
    ],
    risky: &["@str[@(0 1 -1 9)]"],
};
