"""What tests share: isolation from the machine, watching for leaks and stray logs, model checking."""
