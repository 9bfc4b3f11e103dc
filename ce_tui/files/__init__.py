"""Files that a person names: written whole and private, and never over what the app itself keeps."""
