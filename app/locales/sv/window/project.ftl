# Projekt: vad som kan gå fel när något sparas, ett meddelande per `ProjectErrorCode`, och vad versionerna heter.

project-disk-full = Lagringsutrymmet är fullt, så ”{ $name }” är inte sparat ännu.
    .advice = Ditt program finns kvar i det här fönstret. Ta bort något onödigt från datorn eller be om hjälp; DigiLab försöker spara igen av sig självt.

project-read-only = Det går inte att ändra ”{ $name }”: mappen eller filen får bara läsas.
    .advice = Spara projektet på ett annat ställe eller be din lärare om hjälp.

project-no-permission = Datorn låter inte DigiLab använda filen ”{ $name }”.
    .advice = Kontrollera att filen inte är öppen i ett annat program, eller be din lärare om hjälp.

project-file-gone = Filen ”{ $name }” hittas inte.
    .advice = Den har kanske tagits bort, flyttats eller fått ett nytt namn. Titta också i papperskorgen.

project-version-gone = Den här versionen av ”{ $name }” finns inte längre.
    .advice = Öppna listan med versioner igen och välj en annan.

project-not-text = Filen ”{ $name }” är inte text.
    .advice = Välj en fil med ett program. Bilder, dokument och andra filer kan inte öppnas här.

project-too-large = ”{ $name }” är för stort: ett projekt får vara högst { $max } KiB.
    .advice = Gör programmet kortare. Slingor och funktioner sparar många rader.

project-name-unusable = Namnet ”{ $name }” kan inte användas.
    .advice = Skriv ett namn med minst en bokstav eller siffra.

project-name-taken = Du har redan ett projekt som heter ”{ $name }”.
    .advice = Hitta på ett annat namn.

project-changed-elsewhere = Någon annan har också ändrat ”{ $name }”.
    .advice = Inget har gått förlorat: din version är nu projektet ”{ $copy }”, och den andra är som den var.

project-damaged-link = Länken är skadad, så det går inte att få fram programmet.
    .advice = Kopiera hela länken från början till slut, eller be att få den igen.

project-settings-damaged = Inställningarna kunde inte läsas, så de vanliga används.
    .advice = Välj språk och utseende på nytt. De gamla inställningarna finns kvar: { $file }

project-not-kept = Webbläsaren låter inte DigiLab spara något, så projekten finns kvar bara så länge den här sidan är öppen.
    .advice = Ladda ner ditt program som en fil innan du stänger sidan. Det går att spara när sidan öppnas i ett vanligt fönster, inte i ett privat, och kakor är tillåtna.

project-pack-not-fetched = Lektionen på { $address } går inte att hämta ({ $reason }).
    .advice = Kontrollera adressen och nätet. En fil på en annan webbplats måste ha en https-adress, och platsen måste låta andra sidor läsa den (CORS).

project-pack-reader-failed = Lektionen gick inte att läsa här.
    .advice = Ladda om sidan och försök en gång till. Dina program är i säkerhet.

project-texts-not-loaded = Texterna på det språket gick inte att ladda.
    .advice = Kontrollera nätet och välj språket igen.

project-store-failed = Något gick fel med filen ”{ $name }” ({ $reason }).
    .advice = Försök igen. Om det inte hjälper: kopiera ditt program till ett säkert ställe och be din lärare om hjälp.

# Namnet på ett nytt projekt.
project-untitled = Nytt projekt

# Hur en version har kommit till.
project-version-run = Körd
project-version-typing = Sparad medan du skrev
project-version-restored = Hämtad från en äldre
project-version-opened = Öppnad
