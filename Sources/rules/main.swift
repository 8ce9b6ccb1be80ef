import RulesCommand

RulesTool.main()
