//! The table of all frameworks, and the details of its numbers.

use openapi_bindgen_interop::{Check, Verdict};

use crate::trial::Trial;

/// A framework with its result.
pub struct Row {
    /// The name of the framework.
    pub name: &'static str,
    /// The result.
    pub trial: Trial,
}

impl Row {
    /// Returns true if something failed that is not a fault of the framework.
    pub fn is_failure(&self) -> bool {
        match &self.trial {
            Trial::NotInstalled(_) => false,
            Trial::Broken(_) => true,
            Trial::Made { checks, .. } => checks.iter().any(|check| matches!(check.verdict, Verdict::Failed(_))),
        }
    }
}

/// Prints the table, and below it each failure and each fault of a framework.
pub fn print(rows: &[Row]) {
    println!(
        "{:<12} {:>10} {:>8} {:>6} {:>6} {:>6}  fault of the framework",
        "framework", "operations", "warnings", "checks", "passed", "failed"
    );
    for Row { name, trial } in rows {
        match trial {
            Trial::NotInstalled(reason) => println!("{name:<12} not installed: {}", first_line(reason)),
            Trial::Broken(error) => println!("{name:<12} failed: {}", first_line(error)),
            Trial::Made { operations, warnings, checks } => {
                let count = |which: fn(&Verdict) -> bool| checks.iter().filter(|check| which(&check.verdict)).count();
                let passed = count(|verdict| *verdict == Verdict::Passed);
                let failed = count(|verdict| matches!(verdict, Verdict::Failed(_)));
                let framework = checks.len() - passed - failed;
                let all = checks.len();
                println!("{name:<12} {operations:>10} {warnings:>8} {all:>6} {passed:>6} {failed:>6}  {framework}");
            }
        }
    }
    for Row { name, trial } in rows {
        match trial {
            Trial::NotInstalled(reason) | Trial::Broken(reason) => println!("\n{name}: {reason}"),
            Trial::Made { checks, .. } => checks.iter().for_each(|check| explain(name, check)),
        }
    }
}

fn explain(framework: &str, Check { name, verdict }: &Check) {
    match verdict {
        Verdict::Passed => {}
        Verdict::Failed(message) => println!("\n{framework}, {name}: failed\n{message}"),
        Verdict::FrameworkFault(reason) => println!("\n{framework}, {name}: fault of the framework: {reason}"),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
