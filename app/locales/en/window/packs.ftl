# Lesson packs: what can be wrong with one, one message for each `FindingCode`.

## Zips, folders and the files in them.

pack-zip-broken = This is not a lesson pack, or it is damaged ({ $reason }).
    .advice = Get the file again, or make it again with “digilab lesson pack”.

pack-zip-too-large = The pack is too large: it can have at most { $max_mib } MiB.
    .advice = Make images smaller, and leave out what no step needs.

pack-too-many-files = The pack has too many files: it can have at most { $max }.
    .advice = Leave out what no step needs, or make two packs of it.

pack-zip-method = The file is packed in a way that DigiLab does not read.
    .advice = Do not set a password, and make the pack with “digilab lesson pack”.

pack-path-escapes = The file would end up outside the pack's folder.
    .advice = Do not use this pack if you do not know where it comes from. In your own pack, use plain names without \ and two dots.

pack-name-odd = This name does not work on every computer.
    .advice = Use only the letters a–z, digits, hyphens, underscores and dots, and keep the name short.

pack-link = This is a link to somewhere else, not a file.
    .advice = Put the file itself here in place of the link.

pack-file-twice = This is the same name as “{ $other }” on some computers.
    .advice = Give one of the two another name. Capitals alone do not make a difference.

pack-folder-unreadable = This cannot be read ({ $reason }).
    .advice = Check that the folder is there and that you may open it.

pack-folder-taken = There is something in this folder already.
    .advice = Choose a folder that is empty or does not exist yet. Nothing was overwritten.

pack-folder-unwritable = This cannot be written ({ $reason }).
    .advice = Check that you may write there and that the disk is not full.

## Hashes and signatures.

pack-hashes-broken = The pack's list of its files cannot be read.
    .advice = Get the pack again. If it is yours, make it again with “digilab lesson pack”.

pack-hash-wrong = This file has been changed since the pack was made.
    .advice = Get the pack again. If it is yours, make it again with “digilab lesson pack”.

pack-hash-unlisted = This file has been added since the pack was made.
    .advice = Get the pack again. If it is yours, make it again with “digilab lesson pack”.

pack-hash-gone = The file “{ $path }” has been taken out of the pack.
    .advice = Get the pack again. If it is yours, make it again with “digilab lesson pack”.

pack-signature-broken = The pack's signature cannot be read.
    .advice = Get the pack again, or ask whoever signed it.

pack-signature-wrong = The signature does not match: somebody has changed the pack.
    .advice = Do not use it. Get it again from whoever signed it.

pack-key-broken = There is no key in this file.
    .advice = Choose the file that DigiLab made for you as your key.

pack-signer-odd = This name cannot be used in a signature.
    .advice = Write a name of 1 to 100 letters on one line, without spaces around it.

## Any file.

pack-file-missing = This file is missing.
    .advice = Add it. “digilab lesson new” makes a small pack that has everything.

pack-file-unknown = This file does not belong in a pack.
    .advice = Take it out, or move it into “assets” or a step's folder.

pack-not-utf8 = The text is not saved as UTF-8.
    .advice = Save the file again, and choose UTF-8 in the editor.

pack-text-too-large = The text is too long: it can have at most { $max_kib } KiB.
    .advice = Make it shorter, or make two steps of it.

pack-toml-broken = This line cannot be read ({ $reason }).
    .advice = Look for a missing quotation mark or bracket here or on the line before.

pack-toml-unknown = DigiLab does not know “{ $key }” here.
    .advice = Check how it is written. These are known here: { $known }

pack-toml-missing = “{ $key }” is missing here.
    .advice = Add a line that begins with it. The guide to lesson packs has an example.

pack-toml-value = This value does not fit here ({ $reason }).
    .advice = Compare it with the example in the guide to lesson packs.

## pack.toml.

pack-format-version = The pack has format version { $found }, but this DigiLab knows version { $known }.
    .advice = Update DigiLab, or ask for a pack in version { $known }.

pack-id = “{ $id }” cannot be a pack's id.
    .advice = Use 3 to 64 small letters a–z, digits and hyphens, such as street-light.

pack-version = “{ $version }” is not a version.
    .advice = Write three numbers with dots between them, such as 1.0.0.

pack-licence = “{ $licence }” is not a known licence.
    .advice = Write it by its SPDX name, such as CC-BY-4.0 or CC0-1.0.

pack-list-empty = “{ $key }” is empty, or something in it is.
    .advice = Write at least one there, between quotation marks.

pack-list-twice = “{ $value }” is in “{ $key }” twice.
    .advice = Take one of them away.

pack-grades = These are not two school years from 1 to 12.
    .advice = Write the first and the last one, the smaller first, such as [5, 9].

pack-minutes-sum = The steps take { $sum } minutes together, but here it says { $given }.
    .advice = Write { $sum } here, or change the minutes of the steps.

pack-step-name = “{ $step }” cannot be a step's name.
    .advice = Use small letters a–z, digits and hyphens, such as 01-light.

pack-step-unlisted = pack.toml does not mention the step “{ $step }”.
    .advice = Add it to “steps” in pack.toml, or take the folder out.

pack-text-missing = “{ $key }” is missing in one language: { $language }
    .advice = Write it in every language of the pack.

pack-text-extra = “{ $key }” is in a language that the pack does not have: { $language }
    .advice = Add the language to “languages” in pack.toml, or take the text out.

## What pupils read.

pack-front-missing = The text does not begin with its title and minutes.
    .advice = Put them on top, between two lines of three hyphens (---).

pack-front-line = This line above the text is not understood: { $text }
    .advice = Only title and minutes belong there, each followed by a colon.

pack-title-missing = The text has no title.
    .advice = Write one in front of the text, such as “title: Switch on the light”.

pack-minutes = The step does not say how many minutes it takes.
    .advice = Write a whole number from 1 to 600 in front of the text, such as “minutes: 10”.

pack-minutes-differ = The step takes { $given } minutes here, but { $other } in another language: { $language }
    .advice = Write the same number in each language.

pack-text-deep = Lists or quotes are nested too deeply: more than { $max } levels.
    .advice = Write it with fewer levels.

pack-text-html = There is HTML here, which DigiLab does not show.
    .advice = Write it in Markdown. If you mean the sign < itself, put the words between backticks (`).

pack-text-empty = There is nothing to read before the hints.
    .advice = Write what the pupil is to do.

pack-hint-empty = There is nothing in this hint.
    .advice = Write the hint under its heading, or take the heading out.

pack-hints-differ = There are { $found } hints here, but { $expected } in another language: { $language }
    .advice = Write the same hints in each language. The heading of a hint is always “## Hint”.

pack-headings-differ = There are { $found } headings here, but { $expected } in another language: { $language }
    .advice = Write the same parts in each language.

pack-code-differs = There are { $found } pieces of code here, but { $expected } in another language: { $language }
    .advice = Show the same code in each language.

pack-code-unnamed = This code does not say which program it is from.
    .advice = Write “rhai starter” or “rhai solution” after the three marks (```). For other text, write “text”.

pack-code-strange = This code is not an exact copy from { $source }.rhai.
    .advice = Copy the lines from { $source }.rhai, or change the program there.

pack-link-gone = The link leads to a file that is not there: { $address }
    .advice = Add the file, or correct the link.

pack-link-insecure = The link does not begin with https: { $address }
    .advice = Use the page's https address, or leave the link out.

pack-image-gone = The image is not in the pack: { $path }
    .advice = Put it into “assets”, and write its whole path, such as assets/light.png.

pack-image-silent = The image has no text for people who cannot see it: { $path }
    .advice = Write between the square brackets what it shows.

pack-image-place = An image cannot be in a heading, a table or a link.
    .advice = Put it on a line of its own.

## Images and sounds.

pack-asset-kind = This is neither an image nor a sound that DigiLab knows.
    .advice = Use PNG or SVG for images, and WAV, OGG or MP3 for sounds. The name's ending is in small letters.

pack-asset-unused = No text uses this file.
    .advice = Use it in a step, or take it out.

pack-image-broken = The image cannot be read ({ $reason }).
    .advice = Save it again as PNG or SVG.

pack-image-too-large = The image has too many pixels, or all images together do: one can have at most { $max_megapixels } million.
    .advice = Make images smaller: 1,600 pixels across are enough.

pack-image-active = The drawing has a program in it, or fetches something from elsewhere: { $what }
    .advice = Save it as “plain SVG”, or as PNG.

## check.toml.

pack-check-empty = Nothing is checked on a board that the pack is for: { $board }
    .advice = Write a [[scenario]] for it, or one without “board”, which is for all.

pack-check-no-expectation = This scenario expects nothing, so every program passes it.
    .advice = Write a [[scenario.expect]] under it.

pack-check-see = The expectation is missing here, or is here twice.
    .advice = Write either “see” or “in_order”.

pack-check-often = “times” and how = "often" belong together, and one of them is missing.
    .advice = Write both, or neither.

pack-check-times = These times do not go together.
    .advice = Write either “at_ms”, with or without “tolerance_ms”, or “from_ms” and “until_ms”.

pack-check-name = There is no random value called “{ $name }”.
    .advice = Add it under “random” in the same scenario, or correct the name.

pack-check-draw = “{ $name }” cannot be a random value.
    .advice = Use small letters a–z, digits and underscores for the name, and give at least one word to choose from.

pack-check-range = The range ends at { $to }, before it begins at { $from }.
    .advice = Write the smaller number first.

pack-check-number = “{ $key }” cannot be { $given }.
    .advice = Write a number from { $min } to { $max }.

pack-check-picture = “{ $picture }” is not a picture.
    .advice = Write a name such as HEART, or five rows of five digits with colons between them. “dark” and “lit” are possible too.

pack-check-braces = This cannot be worked out: { $text }
    .advice = In braces, write the name of a random value, or a calculation such as $name + 1. A calculation works only with numbers.

pack-check-board = The pack is not for this board: { $board }
    .advice = Add it to “boards” in pack.toml, or take it out here.

pack-check-repeat = “times” and “every_ms” belong together, and one of them is missing.
    .advice = Write how often it happens and the time from one to the next.
