"""The tables of the SQLCipher file, each with what is done to it. Together they are `SqlCipherStore`."""
