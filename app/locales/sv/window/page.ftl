# Vad webbläsarens sida säger bredvid fönstret.

page-fell = DigiLab snubblade och kan inte fortsätta.
    .advice = Ditt program sparades alldeles nyss. Ladda om sidan så kan du fortsätta.
page-reload = Ladda om
page-choose-port = Webbläsaren låter dig välja ett kort när du trycker på den här knappen.
page-choose-port-button = Välj kort
page-cancel = Avbryt
