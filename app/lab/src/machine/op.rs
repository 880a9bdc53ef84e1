//! Instructions.

/// Number of a register in a function's frame.
pub(super) type Register = u16;

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    ShiftLeft,
    ShiftRight,
    And,
    Or,
    Xor,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Range,
    RangeInclusive,
}

impl Binary {
    /// Every operator with its name, and the name of its assignment.
    pub const ALL: [(Self, &'static str, &'static str); 19] = [
        (Self::Add, "+", "+="),
        (Self::Subtract, "-", "-="),
        (Self::Multiply, "*", "*="),
        (Self::Divide, "/", "/="),
        (Self::Remainder, "%", "%="),
        (Self::Power, "**", "**="),
        (Self::ShiftLeft, "<<", "<<="),
        (Self::ShiftRight, ">>", ">>="),
        (Self::And, "&", "&="),
        (Self::Or, "|", "|="),
        (Self::Xor, "^", "^="),
        (Self::Equal, "==", ""),
        (Self::NotEqual, "!=", ""),
        (Self::Less, "<", ""),
        (Self::LessOrEqual, "<=", ""),
        (Self::Greater, ">", ""),
        (Self::GreaterOrEqual, ">=", ""),
        (Self::Range, "..", ""),
        (Self::RangeInclusive, "..=", ""),
    ];

    /// Finds the operator of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == name).map(|(operator, ..)| *operator)
    }

    /// True if it compares two values.
    pub fn compares(self) -> bool {
        matches!(
            self,
            Self::Equal
                | Self::NotEqual
                | Self::Less
                | Self::LessOrEqual
                | Self::Greater
                | Self::GreaterOrEqual
        )
    }

    /// Returns its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(operator, ..)| *operator == self).map_or("", |(_, name, _)| name)
    }

    /// Returns the number of the native function of the operator; that of its assignment is one higher.
    pub fn native(self) -> u32 {
        u32::from(self as u8) * 2
    }
}

/// An instruction. `to` is the register of its result.
#[derive(Clone, Copy, Debug)]
pub(super) enum Op {
    Unit {
        to: Register,
    },
    Int {
        to: Register,
        value: i32,
    },
    Constant {
        to: Register,
        constant: u32,
    },
    Copy {
        to: Register,
        from: Register,
    },
    Move {
        to: Register,
        from: Register,
    },
    LoadCell {
        to: Register,
        cell: u16,
    },
    LoadGlobal {
        to: Register,
        global: u16,
        name: u16,
    },
    LoadThis {
        to: Register,
    },
    /// Fails if the variable of the main script is not there yet.
    CheckGlobal {
        global: u16,
        name: u16,
    },
    /// Fails if the variable of the main script is not there yet, or a constant.
    CheckGlobalChanges {
        global: u16,
        name: u16,
    },
    /// Fails if the captured variable is a constant.
    CheckCellChanges {
        cell: u16,
        name: u16,
    },
    /// Fails if the function was not called on a value.
    CheckThis,
    /// Fails if the function was not called on a value, or that must not be changed.
    CheckThisChanges,
    StoreCell {
        cell: u16,
        from: Register,
    },
    StoreGlobal {
        global: u16,
        from: Register,
        name: u16,
    },
    StoreThis {
        from: Register,
    },
    /// A new variable that closures may share.
    NewCell {
        cell: u16,
        from: Register,
        is_constant: bool,
    },
    /// Makes a variable of the main script visible to functions.
    BindGlobal {
        global: u16,
        cell: u16,
    },
    UnbindGlobal {
        global: u16,
    },
    Binary {
        operator: Binary,
        to: Register,
        left: Register,
        right: Register,
    },
    BinaryInt {
        operator: Binary,
        to: Register,
        left: Register,
        right: i16,
    },
    Not {
        to: Register,
        from: Register,
    },
    Negate {
        to: Register,
        from: Register,
    },
    Assign {
        operator: Binary,
        root: Register,
        from: Register,
    },
    AssignInt {
        operator: Binary,
        root: Register,
        right: i16,
    },
    AssignCell {
        operator: Binary,
        cell: u16,
        from: Register,
    },
    AssignGlobal {
        operator: Binary,
        global: u16,
        from: Register,
    },
    AssignThis {
        operator: Binary,
        from: Register,
    },
    Jump {
        to: u32,
    },
    JumpIf {
        condition: Register,
        to: u32,
    },
    JumpIfNot {
        condition: Register,
        to: u32,
    },
    JumpIfNotUnit {
        value: Register,
        to: u32,
    },
    /// Fails if the value is neither true nor false.
    CheckBool {
        value: Register,
    },
    Tick {
        operations: u32,
    },
    IterateBegin {
        iterator: Register,
    },
    /// Leaves out the next instruction if there is an item.
    IterateNext {
        iterator: Register,
        to: Register,
    },
    Call {
        function: u16,
        first: Register,
        to: Register,
    },
    Native {
        to: Register,
        site: u32,
    },
    Print {
        to: Register,
        first: Register,
        count: u16,
    },
    Method {
        to: Register,
        site: u32,
    },
    CallPointer {
        to: Register,
        site: u32,
    },
    Curry {
        to: Register,
        site: u32,
    },
    Closure {
        to: Register,
        site: u32,
    },
    Read {
        to: Register,
        site: u32,
    },
    Write {
        from: Register,
        site: u32,
    },
    Array {
        to: Register,
        first: Register,
        count: u16,
    },
    Extend {
        to: Register,
        first: Register,
        count: u16,
    },
    Map {
        to: Register,
        first: Register,
        keys: u16,
    },
    Text {
        to: Register,
        first: Register,
        count: u16,
    },
    Switch {
        value: Register,
        site: u32,
    },
    /// Goes to the next arm that fits, as this one's condition is false.
    NextArm {
        value: Register,
        site: u32,
    },
    Return {
        from: Register,
    },
    Throw {
        from: Register,
    },
    Try {
        error: Register,
        catch: u32,
    },
    EndTry,
    Line {
        site: u32,
    },
    /// The prelude's own: true for `true` alone.
    IsTrue {
        to: Register,
        from: Register,
    },
    /// The prelude's own: makes a sorter of a list.
    Sorter {
        to: Register,
        from: Register,
    },
    /// The prelude's own: gives the two registers from `pair` on the next items to compare; false if there are none.
    SortNext {
        to: Register,
        sorter: Register,
        pair: Register,
    },
    /// The prelude's own: tells a sorter the result of a comparison.
    SortAnswer {
        sorter: Register,
        from: Register,
    },
    /// The prelude's own: takes the items of a sorter.
    SortItems {
        to: Register,
        sorter: Register,
    },
    Pointer {
        to: Register,
        from: Register,
    },
    IsFunction {
        to: Register,
        first: Register,
        count: u16,
    },
    IsDefined {
        to: Register,
        name: Register,
        scope: u16,
    },
    Import {
        module: u16,
    },
    Fail {
        failure: Failure,
        name: u16,
    },
}

/// A mistake that is known when a program is compiled, and told when its line is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    VariableNotFound,
    AssignToConstant,
    ModuleNotFound,
    ForeignModule,
}
