module mutants

go 1.22
