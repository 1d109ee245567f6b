"""One case on screen: inspector, case page, the verbs' forms, and 登记新案件."""
