# Mistakes in a script, one message per `MistakeCode`: what is wrong, and in `.advice` what to try next.
# A pupil of eleven reads them: no words of the interpreter's, one thought at a time.

mistake-missing-semicolon = There is no semicolon (;) at the end of this statement.
    .advice = Put ; here.

mistake-assign-for-compare = A single = gives a variable a value; it does not compare.
    .advice = To compare two values, write two: ==

mistake-reversed-operator = The sign { $given } is the wrong way round.
    .advice = Write { $wanted } instead.

mistake-triple-equals = There is no { $given } in this language.
    .advice = Write { $wanted } instead.

mistake-single-quotes = A text needs double quotation marks, not single ones.
    .advice = Write "{ $given }"

mistake-unterminated-text = This text begins with { $quote } but never ends.
    .advice = Put { $quote } at the end of the text, too.

mistake-quote-in-text = The text ends at its second quotation mark, so “{ $given }” is left outside.
    .advice = If a quotation mark belongs to the text, write \" for it. If not, remove it.

mistake-unterminated-comment = This comment never ends, so the rest of the script is not run.
    .advice = Put */ where the comment ends.

mistake-missing-closer = The bracket { $opener } on line { $line } has no { $closer } to close it.
    .advice = Put { $closer } here, or where its part of the script ends.

mistake-extra-closer = This { $given } closes nothing.
    .advice = Remove it, or put the opening bracket where it is missing.

mistake-wrong-closer = The bracket from line { $line } is closed with { $given }, but it needs { $wanted }.
    .advice = Write { $wanted } instead of { $given }.

mistake-block-needs-braces = What belongs to “{ $word }” must be in curly brackets {"{"} {"}"}.
    .advice = Put {"{"} here and {"}"} where that part ends.

mistake-colon-for-brace = After “{ $word }” comes {"{"} here, not a colon.
    .advice = Write {"{"} instead of : and put {"}"} after the last line that belongs to it.

mistake-word-for-brace = The word “{ $given }” is not needed: the part begins with {"{"}.
    .advice = Write {"{"} instead of it, and {"}"} where the part ends.

mistake-missing-comma = A comma is missing between two values.
    .advice = Put , between them.

mistake-decimal-comma = A number is written with a point, not a comma: { $given }
    .advice = Write { $wanted } – or, if you mean two numbers, put a space after the comma.

mistake-tuple-for-list = Several values together are a list, and a list has square brackets.
    .advice = Write { $wanted }

mistake-several-names = “let” makes one variable at a time.
    .advice = Make each in a statement of its own: let { $given } = …; let …

mistake-malformed-number = { $given } is not a number.
    .advice = Write numbers with digits and at most one point. A unit such as cm or ms is left out.

mistake-leading-point = A number cannot begin with a point.
    .advice = Write { $wanted }

mistake-unknown-escape = { $given } means nothing in a text.
    .advice = Write \\ where you want a backslash. \n is a new line and \" a quotation mark.

mistake-fancy-quotes = The mark { $given } is not a quotation mark that the script understands.
    .advice = Use the straight one: "   (it sometimes changes when text is copied from a document).

mistake-letter-in-name = A name can have the letters a to z, digits and _, but not { $given }.
    .advice = Write for example { $wanted } instead of { $name }. In texts between quotation marks every letter is fine.

mistake-invisible-character = There is a character here that cannot be seen ({ $given }).
    .advice = Delete it: erase a little before and after this place and write it again.

mistake-unknown-character = The script does not understand { $given } here.
    .advice = Remove it, or put it between quotation marks if it belongs to a text.

mistake-keyword-as-name = The word “{ $name }” already means something, so it cannot be a name of yours.
    .advice = Choose another name, for example my_{ $name }.

mistake-name-starts-with-digit = A name cannot begin with a digit: { $given }
    .advice = Begin with a letter; digits may come after it.

mistake-name-missing = After “{ $word }” a name is missing.
    .advice = Write a name here, for example { $word } score

mistake-space-in-name = A name cannot have a space in it: { $given }
    .advice = Write { $wanted }

mistake-compare-for-assign = Two == compare; they do not give a value.
    .advice = Write a single = here.

mistake-assign-to-constant = { $name } is a constant: its value cannot change.
    .advice = If it has to change, make it with “let” instead of “const”, or use another name.

mistake-assign-to-value = What stands to the left of = is not a variable, so it cannot get a value.
    .advice = Put the variable's name on the left and its new value on the right.

mistake-dangling-operator = Something is missing after { $operator }.
    .advice = Write the value that belongs after it, or remove { $operator }.

mistake-operator-before-value = Something is missing before { $operator }.
    .advice = Write the value that belongs before it, or remove { $operator }.

mistake-value-missing = After = a value is missing.
    .advice = Write the value here, for example 0 or "hello".

mistake-condition-missing = After “{ $word }” the condition is missing.
    .advice = Write what must be true, for example { $word } score > 10

mistake-condition-not-boolean = A condition must be true or false, but this is { $kind }.
    .advice = Compare it with something, for example with == or >

mistake-half-comparison = On each side of { $operator } there must be a whole comparison.
    .advice = Write the variable again: a == 1 { $operator } a == 2

mistake-else-without-if = This “else” has no “if” before it.
    .advice = “else” comes right after the {"}"} of an “if”. Is there a ; or a second “else” in between?

mistake-else-if-joined = “{ $given }” is written as two words here.
    .advice = Write else if

mistake-break-outside-loop = “{ $word }” only works inside a loop.
    .advice = Move it into “loop”, “while” or “for”, or remove it. “return” leaves a function.

mistake-function-inside-block = A function cannot be made inside another part of the script.
    .advice = Move it out, for example to the beginning of the script. Is a {"}"} missing above it?

mistake-parameters-missing = After a function's name come parentheses, even when they are empty.
    .advice = Write fn { $name }()

mistake-default-argument = A parameter cannot have a value of its own here.
    .advice = Write only { $name }, and give the value in each call. Or make two functions of the same name, one with fewer parameters, that calls the other.

mistake-parameter-type = A parameter has only a name here; its type “{ $given }” is not written.
    .advice = Write only { $name }

mistake-duplicate-parameter = The function “{ $function }” has two parameters called { $name }.
    .advice = Give one of them another name.

mistake-duplicate-function = There are two functions called { $name }; the first is on line { $line }.
    .advice = Give one of them another name or remove it.

mistake-duplicate-property = { $name } is here twice.
    .advice = Remove one of them or give it another name.

mistake-property-needs-colon = After the name { $name } a colon (:) is missing.
    .advice = Write { $name }: and then the value.

mistake-object-needs-hash = Named values in curly brackets need a # in front.
    .advice = Write #{"{"} instead of {"{"}

mistake-too-deep = Too many brackets or parts are inside one another here.
    .advice = Do it in several steps: give parts of it to variables first.

mistake-increment = There is no { $given } in this language.
    .advice = Write { $wanted }

mistake-counting-for = A counting loop is written in another way here.
    .advice = Write for i in 0..10 {"{"} … {"}"} – it counts 0, 1, 2, … 9.

mistake-for-parentheses = “for” has no parentheses here.
    .advice = Write for i in 0..10 {"{"} … {"}"}

mistake-for-needs-in = In this “for” the word “in” is missing.
    .advice = Write for i in 0..10 {"{"} … {"}"} or for item in list {"{"} … {"}"}

mistake-type-before-name = A variable is made with “let”; its type “{ $given }” is not written.
    .advice = Write let { $name } = …;

mistake-var-for-let = A variable is made with “let”, not with “{ $given }”.
    .advice = Write let instead.

mistake-function-for-fn = A function is made with “fn”, not with “{ $given }”.
    .advice = Write fn { $name }() {"{"} … {"}"}

mistake-word-for-operator = Instead of the word “{ $given }” there is a sign in this language.
    .advice = Write { $wanted }

mistake-hash-comment = A comment does not begin with #.
    .advice = Write // instead.

mistake-no-import = Nothing needs to be imported here: the board's functions are there already.
    .advice = Remove this line and write for example let bit = microbit();

mistake-wrong-case = Capital and small letters matter: { $given } is not the same as { $wanted }.
    .advice = Write { $wanted }

mistake-f-string = A text with values in it begins with a backtick here, not with a letter and a quotation mark.
    .advice = Write `Score: ${"{"}score{"}"}` – or "Score: " + score

mistake-none-for-unit = “{ $given }” is not known here: “nothing” is written ().
    .advice = Write () – or begin with a value such as 0 or "".

mistake-pass-for-nothing = “pass” is not needed here.
    .advice = Leave the curly brackets empty: {"{"} {"}"}

mistake-arrow-function = A small function is not written with { $given } here.
    .advice = Write || {"{"} … {"}"} – or |x| {"{"} … {"}"} if it takes a value.

mistake-call-needs-parentheses = What “{ $function }” is given must be in parentheses.
    .advice = Write { $function }(…)

mistake-question-mark = There is no choice with a question mark in this language.
    .advice = Write if condition {"{"} one {"}"} else {"{"} other {"}"}

mistake-reserved-word = The word “{ $given }” cannot be used in a script.
    .advice = If it is a name of yours, choose another one.

mistake-switch-number-after-range = In “switch”, single values come before ranges such as 0..5.
    .advice = Move the line with { $given } up, above the first range.

mistake-switch-default-last = _ stands for all the rest, so it comes last in “switch”.
    .advice = Move the line with _ to the end.

mistake-unknown-word = The script does not know the word “{ $given }”.
    .advice = { $suggestion ->
        [none] A new variable begins with “let”, and a function is called with parentheses.
       *[other] Did you mean { $suggestion }?
    }

mistake-missing-between = Something is missing between { $left } and { $right }.
    .advice = Put the sign that belongs there, for example + or a comma, or begin a new statement with ;

mistake-this-outside = “this” only means something inside a function.
    .advice = Use the variable's own name.

mistake-try-needs-catch = After “try” comes “catch”.
    .advice = Write catch {"{"} … {"}"} here.

mistake-do-needs-while = After “do {"{"} … {"}"}” comes “while” and a condition.
    .advice = Write “while condition;” here. To repeat for ever, write loop {"{"} … {"}"}

mistake-unfinished = The script ends in the middle of something.
    .advice = Finish the last statement.

mistake-unexpected = { $given } does not fit here.
    .advice = Look at what comes right before it: is something missing or is something too much?

mistake-unknown-variable = There is no variable called { $name }.
    .advice = { $suggestion ->
        [none] Check the spelling, put it in quotation marks if it is a text, or make it first: let { $name } = …;
       *[other] Did you mean { $suggestion }?
    }

mistake-unknown-function = There is no function called { $name }.
    .advice = { $suggestion ->
        [none] Check the spelling, or make the function with fn { $name }() {"{"} … {"}"}
       *[other] Did you mean { $suggestion }?
    }

mistake-foreign-word = “{ $given }” has another name in this language.
    .advice = Write { $wanted }

mistake-missing-let = There is no variable { $name } yet.
    .advice = The first time, write let { $name } = …;

mistake-outside-variable = The function “{ $function }” cannot use the variable { $name } yet: it is made outside the function, on line { $line }.
    .advice = Move that line above the first call of “{ $function }”, or give the value to the function: fn { $function }({ $name }) {"{"} … {"}"}

mistake-not-a-function = { $name } is a variable, not a function, so it cannot be called with parentheses.
    .advice = Leave the parentheses out, or check the name.

mistake-wrong-argument-count = { $given ->
    [0] “{ $function }” needs something in its parentheses.
    [1] “{ $function }” does not take just one value.
   *[other] “{ $function }” does not take { $given } values.
}
    .advice = Write it like this: { $usage }

mistake-wrong-argument-type = “{ $function }” cannot take this: { $given }.
    .advice = Write it like this: { $usage }

mistake-handler-needs-bars = What “{ $function }” should do later needs two bars (||) in front.
    .advice = Write || {"{"} … {"}"} instead of {"{"} … {"}"}

mistake-joined-by-point = A point does not join a text and a variable.
    .advice = Write { $wanted }

mistake-text-with-number = A text and a number cannot be combined with { $operator }.
    .advice = If the text is a number, change it first: parse_int("5"). A text can be put after a text with +

mistake-wrong-operands = { $operator } does not work with these two: { $left }, { $right }.
    .advice = Check what the two sides are; print(…) shows it.

mistake-wrong-operand = { $operator } does not work with this: { $right }.
    .advice = ! needs true or false, and - needs a number.

mistake-nothing-with-operator = There is nothing on one side of { $operator }.
    .advice = A function that returns nothing or a name that is not in the object gives “nothing”. Check both sides with print(…)

mistake-division-by-zero = A number cannot be divided by zero.
    .advice = Check first with “if” that the number is not 0.

mistake-remainder-by-zero = There is no remainder (%) when dividing by zero.
    .advice = Check first with “if” that the number is not 0.

mistake-negative-power = A whole number cannot be raised to a negative power: the result has decimals.
    .advice = Write { $wanted }

mistake-number-too-large = The result is a larger number than the script can count with.
    .advice = Use smaller numbers, or numbers with a decimal point: 1.0

mistake-list-index = { $length ->
    [0] The list has no place { $index }: it is empty.
   *[other] The list has no place { $index }.
}
    .advice = { $length ->
        [0] Put something in the list first, with push(…)
       *[other] { $from ->
            [end] Negative places are counted from the end: -1 is the last one, and { $last } the first. To go round in a ring, write wrap(i, { $length })
           *[start] Places are counted from 0, so the last one is { $last } (the length is { $length }).
        }
    }

mistake-text-index = { $length ->
    [0] The text has no place { $index }: it is empty.
   *[other] The text has no place { $index }.
}
    .advice = { $length ->
        [0] Check with len() that the text is not empty.
       *[other] { $from ->
            [end] Negative places are counted from the end: -1 is the last one, and { $last } the first. To go round in a ring, write wrap(i, { $length })
           *[start] Places are counted from 0, so the last one is { $last } (the length is { $length }).
        }
    }

mistake-index-not-number = In square brackets there must be a number, but this is { $kind }.
    .advice = Write the place's number: the first one is 0.

mistake-range-index = Square brackets give one place of a list, not several.
    .advice = Write { $wanted }

mistake-key-not-text = In an object, the name in square brackets is a text, but this is { $kind }.
    .advice = Write { $wanted } – or use a list, if you want to count the places.


mistake-not-indexable = Square brackets do not work here: this is { $kind }.
    .advice = Use them with a list or a text.

mistake-unknown-property = This does not have “{ $name }”: it is { $kind }.
    .advice = { $suggestion ->
        [none] Check the spelling and the variable before the point.
       *[other] Did you mean { $suggestion }()?
    }

mistake-method-needs-parentheses = “{ $name }” is a function: it is called with parentheses.
    .advice = Write { $name }()

mistake-function-needs-board = “{ $name }” is something a board does.
    .advice = { $missing ->
        [none] Write { $wanted }
       *[other] First get the board: “{ $missing }”. Then write { $wanted }
    }

mistake-function-needs-pin = “{ $name }” is something a pin does.
    .advice = Write { $wanted } with the number of the pin.

mistake-function-needs-table = “{ $name }” needs { $kind }.
    .advice = { $missing ->
        [none] Write { $wanted }
       *[other] First make one: “{ $missing }”. Then write { $wanted }
    }

mistake-unknown-method = This does not have the function “{ $name }”: it is { $kind }.
    .advice = { $suggestion ->
        [none] Check the spelling and the variable before the point.
       *[other] Did you mean { $suggestion }()?
    }

mistake-deep-recursion = The calls of “{ $function }” go very deep: 1000 of them are inside each other, and none has ended yet.
    .advice = Check the “if” that should stop it. If it is meant to go on, use a loop: loop {"{"} … {"}"}

mistake-not-repeatable = { $hint ->
    [unknown] “for” cannot go through this.
   *[other] “for” cannot go through this: it is { $kind }.
}
    .advice = { $hint ->
        [object] Go through its names: for name in object.keys() {"{"} … {"}"}
       *[other] Write for i in 0..10 {"{"} … {"}"} to repeat ten times, or give it a list or a text.
    }

mistake-handler-in-parentheses = What is to be done belongs inside the parentheses, with two bars (||) in front.
    .advice = Write { $wanted }

mistake-handler-called = “{ $function }” needs a function for later, but this one is called right away.
    .advice = Write { $wanted }

mistake-named-argument = What a function is given has no name here: { $given } =
    .advice = Write only the value.

mistake-word-too-much = The word “{ $given }” is not needed here.
    .advice = Remove it.

mistake-return-type = A function does not say here what kind of value it gives: { $given }
    .advice = Write {"{"} right after the parentheses.

mistake-switch-case = In “switch”, there is no word “{ $given }”.
    .advice = Write switch x {"{"} 3 => print("three"), _ => print("another") {"}"}

mistake-closure-needs-call = { $name } is a variable with a function in it, and such a function is called with “call”.
    .advice = Write { $wanted }

mistake-closure-parameters = The function that “{ $function }” calls needs more or fewer values than it gets.
    .advice = Check the names between the bars, as in |x| – most such functions get one value.

mistake-thrown-nothing = The script stopped itself with “throw”, and does not say why.
    .advice = Write a text behind it: throw "too hot";

mistake-dropped-copy = { $what ->
    [item] { $name } is a copy of what is in the list. Its change is lost: nothing reads it again.
    [parameter] { $name } is a copy of what the call gave. Its change is lost: nothing reads it again.
   *[part] { $name } is a copy. Its change is lost: nothing reads it again.
}
    .advice = { $what ->
        [item] Change the list itself: for i in 0..list.len() {"{"} list[i] … {"}"}
        [parameter] Give it back at the end with return { $name }; and keep the result: x = change(x);
       *[part] Change it where it is, as in grid[0][1] = 9; or put { $name } back afterwards.
    }

mistake-events-dropped = More than { $max } presses, gestures or lines are waiting for the same handler, so some are left out.
    .advice = Make the handler shorter: less sleep, or only note in it what happened.

mistake-negative-remainder = “%” keeps the minus of its left side: { $left } % { $right } is { $result }.
    .advice = Write wrap(x, { $right }) for a number that is never below 0.

mistake-counted-from-end = The place in the square brackets is { $index } here, so it counts from the end.
    .advice = To go round in a ring, write wrap(i, list.len()). Otherwise check first that the place is not below 0.

mistake-swapped-assignment = The sign { $given } gives a new value, and adds or subtracts nothing.
    .advice = To change the value it has, write { $wanted }

mistake-power-sign = The sign ^ is no power: it compares the bits of two numbers.
    .advice = Write { $wanted } for a power.

mistake-thrown = The script stopped itself: { $message }
    .advice = Look for “throw” on this line.

mistake-too-large = Something grew too large here.
    .advice = Check that a loop does not keep adding to a text or a list.

mistake-unknown-module = There is nothing called { $name } to take functions from.
    .advice = Remove { $name }:: or check its spelling.

mistake-something-wrong = Something is wrong here.
    .advice = Try the line in smaller pieces, and show values with print(…)

mistake-not-text = This file is not a script: it holds something that is not text.
    .advice = Open the file in the editor and save it as plain text (UTF-8), or choose another file.

# What kind of value something is; stands in the middle of sentences.
mistake-kind = { $kind ->
    [int] a whole number
    [level] 0 or 1
    [choice] one of the words allowed
    [shown] a text, a number or a picture
    [notes] notes
    [colors] a list of colours
    [bytes] a list of bytes
    [numbers] a list of numbers
    [number-or-list] a number, or a list of numbers
    [names] a list of short texts
    [column] the number or the name of a column
    [table] a table
    [model] a model
    [any] anything
    [board] a board
    [number] a number
    [decimal] a number with decimals
    [text] a text
    [boolean] true or false
    [nothing] nothing
    [list] a list
    [object] an object
    [function] a function
    [range] a range
    [microbit] a micro:bit
    [arduino] an Arduino
    [pin] a pin
    [image] a picture
    [note] a note
    [color] a colour
    [thing] something else
   *[other] { $kind }
}

mistake-in-function = in the function { $function }, called on line { $line }
mistake-in-block = in a handler started on line { $line }
