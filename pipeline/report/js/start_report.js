startTheme();
startReport();
