//! Statements that change a variable or a place within it.

use super::Generator;
use super::kind::Kind;

/// Kinds of variables that are changed, the usual ones more than once.
const CHANGED: [Kind; 20] = [
    Kind::Int,
    Kind::Int,
    Kind::Int,
    Kind::Float,
    Kind::Str,
    Kind::Str,
    Kind::Char,
    Kind::Bool,
    Kind::Array,
    Kind::Array,
    Kind::Array,
    Kind::Map,
    Kind::Map,
    Kind::Map,
    Kind::Map,
    Kind::Thing,
    Kind::Thing,
    Kind::Thing,
    Kind::Blob,
    Kind::Function,
];

const INT: [&str; 9] = [
    "@self @(= += -=) @int;",
    "@self @(*= /= %= <<= >>= &= |= ^= **=) @(1 2 3);",
    "@self = @self @(+ - *) @(1 2);",
    "@self[@(0 1 5 -1)] = @bool;",
    "@self.add_to(@int);",
    "@self.scaled(@(1 2));",
    "@self = @self + ({ @self += 1; @self }) * @self;",
    "@self += ({ @self = @int; 2 });",
    "print([@self, (|| @self += 1).call(), @self, (|x| { @self -= x; @self }).call(@self)]);",
];

const FLOAT: [&str; 2] = ["@self @(= += -= *=) @float;", "@self @(+= *= /= -=) @(2 3);"];

const STR: [&str; 10] = [
    "@self @(= +=) @str;",
    "@self += @(1 'c' true 2.5);",
    "@self.replace(\"a\", \"bb\");",
    "@self.pad(5, '*');",
    "@self.truncate(2);",
    "@self.trim();",
    "@self.make_upper();",
    "@self += ({ @self += 'x'; @self });",
    "@self.clear();",
    "if @self.len > 1 { @self[@(0 1)] = @char; }",
];

const ARRAY: [&str; 25] = [
    "@self = @arr;",
    "@self += @int;",
    "@self += @arr;",
    "@self.push(@int);",
    "@self.pop();",
    "@self.shift();",
    "@self.insert(@(0 1 -1), @int);",
    "@self.remove(0);",
    "@self.reverse();",
    "@self.sort();",
    "@self.sort(|x, y| y - x);",
    "@self.for_each(|i| this @(*= +=) 2);",
    "@self.retain(|x| { @change x != @(1 2) });",
    "@self.drain(|x| x == @(1 2));",
    "@self.dedup();",
    "@self.splice(0..1, @arr);",
    "@self[0..1] = [7, 8];",
    "if @self.len() > 1 { @self[@(0 1 -1)] @(= += -= *=) @int; }",
    "if !@self.is_empty() { @self[0].add_to(@int); }",
    "if @self.len > 0 { let last = @self.len - 1; @self[last] <<= 1; @self[here(last)] = here(@int); }",
    "@self.push(@self.len());",
    "@self.push({ @self.push(@int); 7 });",
    "@self += @self;",
    "print([@self.len(), ({ @self.pop(); 1 }), @self.len()]);",
    "if @self.len > 0 { @self[{ @self.push(1); 0 }] @(= +=) @int; }",
];

const MAP: [&str; 25] = [
    "@self = @map;",
    "@self.n @(= += -= *=) @int;",
    "@self[\"n\"] @(= += *=) @int;",
    "@self.s @(= +=) @str;",
    "@self.l[@(0 1 -1)] @(= += -=) @int;",
    "@self[\"l\"][here(1)] += here(@int);",
    "@self.m.n @(= |=) @int;",
    "@self.m.l[1].n @(= += -=) @int;",
    "@self[\"m\"].l[-1][\"n\"] @(= *=) @int;",
    "@self.m.l[0] **= 2;",
    "@self.l.push(@int);",
    "@self.l = @arr + [1, 2];",
    "@self.n += ({ @self.n = 5; 1 });",
    "@self.l[{ @self.l.push(3); 0 }] @(= -=) here(@self.l.len());",
    "@self.m = @self;",
    "@self.raise(@int);",
    "@self.itself().raise(@int);",
    "@self.n.add_to(@int);",
    "@self.m.l[1].n.scaled(2);",
    "@self.f = |x| { @change this.n += x; this.n }; print(@self.f(@int));",
    "@self.f = @fn; print(@self.f(@int));",
    "@self.mixin(#{n: @int, z: @any});",
    "@self += #{n: @int};",
    "@self.new_one = @any; @self[\"other\"] = @any;",
    "@self.middle().l[1].n.add_to(@int);",
];

const THING: [&str; 16] = [
    "@self = @thing;",
    "@self.level @(= += *= -=) @int;",
    "@self[@(0 1 2)] @(= += -=) @int;",
    "@self.cells[@(0 1)] @(= +=) @int;",
    "@self.cells.push(1);",
    "@self.bump();",
    "@self.inner.bump();",
    "@self.inner.level @(= +=) @int;",
    "@self.inner.inner.level = @int;",
    "@self.inner[0] = @int;",
    "@self.part().inner.set_to(@int);",
    "@self.set_to(@int);",
    "bump(@self);",
    "@self += @(2 3);",
    "@self.level.add_to(@int);",
    "@self.inner.inner.cells = @arr;",
];

const BLOB: [&str; 6] = [
    "@self = @blob;",
    "@self.push(@int);",
    "@self += @(1 'x' \"yz\");",
    "@self.reverse();",
    "if @self.len() > 0 { @self[@(0 -1)] @(= += ^=) @(3 300); }",
    "@self.write_utf8(0, 2, @str);",
];

const RISKY: [&str; 9] = [
    "@self = @any;",
    "@self[@(0 1 -1 4)] @(= +=) @any;",
    "@self.@(n s l level zz) @(= +=) @any;",
    "@self.m.l[@(0 1 5)] = @any;",
    "@self.l[@int] = @any;",
    "@self @(+= -= *=) @any;",
    "@self.push(@any);",
    "@self.raise(@any);",
    "@self[0].n = @any;",
];

impl Generator {
    /// Writes a statement that changes a variable; one that shows a value if there is none.
    pub(super) fn change(&mut self) -> String {
        let kind = self.one_of(&CHANGED);
        let names = self.scope.changeable(kind);
        if names.is_empty() {
            return self.fill("print(@any);");
        }
        let name = self.one_of(&names);
        let templates: &[&str] = match kind {
            _ if self.chance(self.risk) => &RISKY,
            Kind::Int => &INT,
            Kind::Float => &FLOAT,
            Kind::Str => &STR,
            Kind::Char => &["@self = @char;", "@self = @self.to_upper();"],
            Kind::Bool => &["@self = @bool;", "@self @(&= |= ^=) @bool;"],
            Kind::Array => &ARRAY,
            Kind::Map => &MAP,
            Kind::Thing => &THING,
            Kind::Blob => &BLOB,
            Kind::Function => &["@self = @fn;", "print(@self.call(@int));"],
            Kind::Range => &["@self = @range;"],
            Kind::Unit => &["@self = @unit;"],
        };
        let template = self.one_of(templates);
        self.fill_for(&name, template)
    }
}
