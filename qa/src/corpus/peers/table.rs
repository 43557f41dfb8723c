use super::{Code, Generator, Made, Peers};
use crate::{
    corpus::{
        check::Checks,
        generation::{Generation, Outcome},
    },
    document::Document,
    table::Table,
};

/// Documents whose check takes less than this are compared in total, because starting Cargo
/// dominates the time.
const SHORT: f64 = 1.0;

/// Returns our results and theirs side by side, with the number of documents where ours are less
/// than their best that compiles.
pub(crate) fn text(documents: &[Document], generations: &[Generation], checks: &Checks, peers: &Peers) -> String {
    let generators: Vec<Generator> =
        Generator::ALL.into_iter().filter(|generator| peers.keys().any(|(found, _)| found == generator)).collect();
    let mut header = vec!["document", "lines", "generate s", "check s"];
    for generator in &generators {
        header.extend([generator.program(), "generate s", "check s", ""]);
    }
    let mut table = Table::new(1, &header);
    let mut comparison = Comparison::default();
    for (document, generation) in documents.iter().zip(generations) {
        let Some(ours) = ours(document, generation, checks) else { continue };
        let mut row = vec![document.name.clone()];
        row.extend(columns(&ours));
        let mut best: Option<Code> = None;
        for generator in &generators {
            match peers.get(&(*generator, document.module.clone())) {
                Some(Made::Code(code)) => {
                    row.extend(columns(code));
                    row.push(if code.compiles { "" } else { "does not compile" }.to_owned());
                    if code.compiles {
                        best = Some(best.map_or(*code, |best| least(best, *code)));
                    }
                }
                Some(Made::Nothing(_)) | None => {
                    row.extend(["-", "-", "-", "no code"].map(str::to_owned));
                }
            }
        }
        if let Some(best) = best {
            comparison.add(ours, best);
        }
        table.push(row);
    }
    format!("{}\n{}", table.text(), comparison.text())
}

fn ours(document: &Document, generation: &Generation, checks: &Checks) -> Option<Code> {
    let Outcome::Generated(size) = &generation.outcome else { return None };
    let check = checks.of_module.get(&document.module)?;
    Some(Code {
        lines: size.lines,
        generate: generation.seconds?,
        check: check.seconds?,
        compiles: check.errors.is_empty(),
    })
}

fn columns(code: &Code) -> [String; 3] {
    [code.lines.to_string(), format!("{:.2}", code.generate), format!("{:.2}", code.check)]
}

/// Returns the minimum of both in each respect.
fn least(first: Code, second: Code) -> Code {
    Code {
        lines: first.lines.min(second.lines),
        generate: first.generate.min(second.generate),
        check: first.check.min(second.check),
        compiles: true,
    }
}

/// A comparison over all documents for which another generator makes code that compiles.
#[derive(Debug, Default)]
struct Comparison {
    pairs: Vec<(Code, Code)>,
}

impl Comparison {
    fn add(&mut self, ours: Code, best: Code) {
        self.pairs.push((ours, best));
    }

    fn text(&self) -> String {
        #[expect(clippy::cast_precision_loss, reason = "a number of lines is far below what a float holds")]
        let lines = self.line("lines", 0.0, |code| code.lines as f64);
        let generate = self.line("CPU seconds to generate", SHORT, |code| code.generate);
        let check = self.line("CPU seconds to check", SHORT, |code| code.check);
        format!("documents of which another generator's code compiles: {}\n{lines}{generate}{check}", self.pairs.len())
    }

    /// Compares in one respect: the number of documents that are less than the best of the others,
    /// each of at least `from` by itself and the rest in total, and the total ratio.
    fn line(&self, name: &str, from: f64, of: impl Fn(&Code) -> f64) -> String {
        let both = || self.pairs.iter().map(|(ours, best)| (of(ours), of(best)));
        let (long, short): (Vec<_>, Vec<_>) = both().partition(|(ours, best)| ours.max(*best) >= from);
        let less = long.iter().filter(|(ours, best)| ours < best).count();
        let at_most_half = long.iter().filter(|(ours, best)| *ours <= best / 2.0).count();
        let sum =
            |pairs: &[(f64, f64)]| pairs.iter().fold((0.0, 0.0), |(ours, best), pair| (ours + pair.0, best + pair.1));
        let (ours, best) = sum(&both().collect::<Vec<_>>());
        let mut text = format!(
            "{name}: less than the best of the others in {less} of {}, at most half in {at_most_half}; in all {ours:.1} beside \
             {best:.1}, {:.2} of it",
            long.len(),
            ours / best,
        );
        if !short.is_empty() {
            let (ours, best) = sum(&short);
            text.push_str(&format!("; the {} below {from:.0} s together {ours:.2} beside {best:.2}", short.len()));
        }
        text + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(lines: u64, check: f64) -> Code {
        Code { lines, generate: 0.1, check, compiles: true }
    }

    #[test]
    fn long_ones_are_compared_one_by_one_and_short_ones_together() {
        let mut comparison = Comparison::default();
        comparison.add(code(10, 2.0), code(30, 5.0));
        comparison.add(code(20, 0.2), code(19, 0.1));
        let text = comparison.text();
        assert!(text.contains("lines: less than the best of the others in 1 of 2, at most half in 1; in all 30.0"));
        assert!(text.contains("to check: less than the best of the others in 1 of 1"), "{text}");
        assert!(text.contains("the 1 below 1 s together 0.20 beside 0.10"), "{text}");
    }

    #[test]
    fn the_best_is_taken_in_each_respect() {
        assert_eq!(least(code(1, 2.0), code(2, 1.0)), code(1, 1.0));
    }
}
