"""What records assert. One module is one grammar, with the phrasings that it reads.

A grammar has frozen claims with the offsets where they stand, `find`, and `EXAMPLES`: a text and
what is read from it, look-alikes that must yield nothing included. `in_record` is no grammar: it
says where in one record the claims stand. `places` is one grammar in several modules; a new form
of slug and number is a row of its table, `places.forms`.
"""
