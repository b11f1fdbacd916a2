/**
 * Everyday English of questions and small stories. Such a word says nothing about the topic: it is never corrected to
 * a corpus word, and not knowing it is no sign that the corpus does not cover a question.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `a about above actually after afternoon again ago all almost alone along already also although always am among an and
any anybody anymore anyone anything anyway apparently are around as ask asked asking at away back bad be because become
been before began begin behind being believe below best better between big bit both boss bring busy but by bye call
came can cannot case certain chance check cheers clear client coffee colleague colleagues come comes coming company
completely could couple customer customers day days dear deal definitely did different do does doing done down due
during each early easy either else end enough especially even evening ever every everyone everything exactly except
explain fact far feel few figure find fine first five folks following for found four friend from front full fully
further gave get gets getting give given gives giving go goes going gone good got great guess guy guys had half
hand happen happened happening happens hard has have having he hear heard hello help her here hey hi him his hope hour
hours how however i idea if in inherited instead into is it its itself job joined just keep keeps kind kinda knew know
knows large last lately later least left less let like likely little long look looked looking looks lot lots lunch made
main make makes making man manager many matter may maybe me mean means meant meeting mention mentioned might mind mine
minute minutes moment monday month months more morning most much must my myself near nearly need needed needs never new
next nice night no nobody none nor not nothing now obviously of off often oh ok okay old on once one ones only onto or
other others otherwise our ours out over own part past people perhaps person place please plus point possible pretty
probably problem properly put question questions quick quickly quite rather read real really reason recently regarding
right said same saw say saying says second see seem seems seen sent several shall she should show side since single so
some somebody somehow someone something sometimes soon sorry sort start started still stop stuff such suddenly suppose
supposed sure take taken takes taking talk team tell than thank thanks that the their them then there these they thing
things think this those though thought three through thru time times to today together told tomorrow too took tried
tries true try trying turn turned two under understand unfortunately until up upon us use used using usual usually very
via want wanted wants was way we week weekend weeks well went were what whatever when where whether which while who
whole whom whose why will wish with within without wonder wondering word work worked working works worry would wrong
yeah year years yes yesterday yet you your yours yourself friday tuesday wednesday thursday saturday sunday
anybody gonna wanna gotta dunno pls plz thx btw fyi asap afaik imo hmm erm um uh
am is are was were been being do does did has had having`.split(/\s+/),
);
