"""Where the outside begins: Pelican, files, the network, the command line, the terminal."""
