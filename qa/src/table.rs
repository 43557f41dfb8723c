/// A table whose first columns are text and whose others are numbers.
#[derive(Debug)]
pub(crate) struct Table {
    /// The number of text columns.
    texts: usize,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(texts: usize, header: &[&str]) -> Self {
        Self { texts, rows: vec![header.iter().map(ToString::to_string).collect()] }
    }

    pub(crate) fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// Returns the table with aligned columns.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            text.push_str(self.line(row, "  ").trim_end());
            text.push('\n');
        }
        text
    }

    /// Returns the table in Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut text = String::new();
        for (position, row) in self.rows.iter().enumerate() {
            text.push_str(&format!("| {} |\n", self.line(row, " | ")));
            if position == 0 {
                let rule = |column| if column < self.texts { "---" } else { "--:" };
                text.push_str(&format!("| {} |\n", (0..row.len()).map(rule).collect::<Vec<_>>().join(" | ")));
            }
        }
        text
    }

    fn line(&self, row: &[String], between: &str) -> String {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let width = self.width(column);
            if column < self.texts { format!("{cell:width$}") } else { format!("{cell:>width$}") }
        });
        cells.collect::<Vec<_>>().join(between)
    }

    fn width(&self, column: usize) -> usize {
        self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_right_aligned() {
        let mut table = Table::new(2, &["document", "outcome", "types"]);
        table.push(vec!["a".to_owned(), "compiled".to_owned(), "12".to_owned()]);
        assert_eq!(table.text(), "document  outcome   types\na         compiled     12\n");
        assert_eq!(
            table.markdown(),
            "| document | outcome  | types |\n| --- | --- | --: |\n| a        | compiled |    12 |\n"
        );
    }
}
