# `digilab lesson`: for those who write lesson packs.

## Help

cli-lesson-about = Makes, checks and packs lessons
cli-lesson-usage = digilab lesson COMMAND
cli-lesson-more = A lesson pack is a folder, or the same folder packed into one file NAME.digilab.
    docs/teachers.md shows the way from “digilab lesson new” to the pupils' screens.

cli-lesson-new-about = Creates a pack: a folder with one small step that works
cli-lesson-new-usage = digilab lesson new [OPTIONS] ID
cli-lesson-new-more = “digilab lesson check ID” tells you at any time what is still wrong.

cli-lesson-check-about = Lists what is wrong with packs, and tests them
cli-lesson-check-usage = digilab lesson check [OPTIONS] PATH…
cli-lesson-check-more = Every starter must fail its check, and every solution must pass it, on every board the pack names,
    with six sets of random values. A folder full of packs stands for all of them.

    Exit status: 0 all is well, 1 something is wrong with a pack, 2 an error in the command line
    or a file that cannot be read.

cli-lesson-pack-about = Packs a folder into one file, to pass it on
cli-lesson-pack-usage = digilab lesson pack [OPTIONS] PATH
cli-lesson-pack-more = { "" }

cli-lesson-sign-about = Signs a packed pack
cli-lesson-sign-usage = digilab lesson sign --key FILE --name NAME PACK
cli-lesson-sign-more = Keep the key to yourself: whoever has it can sign in your name.

cli-lesson-list-about = Lists packs: those you name, or the built-in ones
cli-lesson-list-usage = digilab lesson list [OPTIONS] [PATH…]
cli-lesson-list-more = { "" }

cli-lesson-export-about = Writes a pack's metadata for catalogues of learning materials
cli-lesson-export-usage = digilab lesson export --jsonld PATH
cli-lesson-export-more = { "" }

cli-arg-id = The pack's name in files and addresses: small letters, digits and hyphens, such as street-light
    .value = ID
cli-arg-pack_boards = The boards it is for, with commas between: microbit, microbit-v1, arduino. Without it, microbit
    .value = BOARDS
cli-arg-languages = The languages it is in, with commas between. Without it, { $languages }
    .value = LANGUAGES
cli-arg-packs = Folders and files with packs
    .value = PATH
cli-arg-pack = The pack's folder or file
    .value = PATH
cli-arg-output = Where the packed pack goes. Without it, a file with the pack's id, in this folder
    .value = FILE
cli-arg-file = The packed pack
    .value = PACK
cli-arg-key = The file with your key
    .value = FILE
cli-arg-new_key = Makes that file, with a new key in it
cli-arg-name = Your name or your school's, as people who open the pack will see it
    .value = NAME
cli-arg-jsonld = As JSON-LD, with the vocabulary of schema.org and LRMI

## What is wrong with a command line

usage-lesson-missing = Something is missing. “digilab lesson --help” shows what belongs there, for example: digilab lesson check my-pack
usage-lesson-command-missing = What do you want to do with lessons? Choose “new”, “check”, “pack”, “sign”, “list” or “export”; “digilab lesson --help” tells more.
usage-lesson-command-unknown = There is no lesson command “{ $given }”. Choose “new”, “check”, “pack”, “sign”, “list” or “export”; “digilab lesson --help” tells more.
usage-value-lesson-board = There is no board “{ $given }” for lessons. Choose microbit, microbit-v1 or arduino.
usage-value-languages = “{ $given }” is not a language of the lab. Choose from these, with commas between: { $languages }.

## What is told

lesson-new-done = The folder “{ $id }” is ready, with one step that works. Change it as you like; “digilab lesson check { $id }” tells you what is still missing.
lesson-pack-done = “{ $file }” is ready ({ $kilobytes } kB). Open it in the lab, or pass it on.
lesson-sign-done = “{ $file }” is signed by { $name }. The key's fingerprint is { $fingerprint }.
lesson-sign-key-made = A new key is in “{ $file }”. Keep it to yourself, and keep a copy.
lesson-sign-key-there = “{ $file }” exists already, and a key must not be lost. Leave out --new-key to sign with it, or name another file.
lesson-sign-key-wrong = There is no key in “{ $file }”. Make one with --new-key.
lesson-sign-no-chance = This computer cannot make random numbers for a key. Make the key on another computer.
lesson-check-done = { $packs ->
    [one] One pack is fine
   *[other] { $packs } packs are fine
}: { $steps ->
    [one] one step, tested
   *[other] { $steps } steps, all tested
} on every board with { $seeds } sets of random values.
lesson-check-failed = { $findings ->
    [one] One thing needs
   *[other] { $findings } things need
} fixing.
lesson-list-line = { $id } { $version }: { $title } ({ $steps ->
    [one] one step
   *[other] { $steps } steps
}, { $minutes } min, { $boards }; { $signature })
lesson-unsigned = unsigned
lesson-signed = signed by { $name }, { $fingerprint }

## What a proof finds

proof-starter-passes = The starter passes the check on { $board } already, with seed { $seed }.
    .advice = Leave something for the pupil to do, or check more in check.toml: a starter must fail.
proof-solution-fails = The solution does not pass the check on { $board }, with seed { $seed }: { $what }
    .advice = Correct the solution, or check.toml if it asks for more than the text does.
proof-check-broken = The check itself does not work on { $board }: { $what }
    .advice = Correct check.toml.
proof-lab-fell = The lab itself stumbled over this program on { $board }, with seed { $seed }.
    .advice = That is the lab’s mistake, not yours. Please report it, with this file; until then, write the line in another way.
