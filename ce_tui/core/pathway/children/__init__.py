"""Whether two screenings may be of one child: names, birth dates and addresses, compared field by field."""
