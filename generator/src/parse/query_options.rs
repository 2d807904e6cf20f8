//! What an operation page states about query options.
//!
//! In: the outline of a page. Out: [`QueryOptions`].

use crate::odata::{QueryOption, QueryOptions};
use std::ops::Range;

use super::context::Context;
use super::cursor::Place;
use super::lexicon::fold;
use super::outline::Outline;
use super::prose;
use super::reading::{Hit, Reading, Sentence};
use super::words::{Phrase, Role};

/// What the query section says.
pub(super) fn query(cx: &Context<'_>, outline: &Outline<'_>) -> QueryOptions {
    let mut facts = QueryOptions::default();
    for section in outline.of(Role::FunctionParameters) {
        // Some pages say there, behind the parameters of the path, which options work.
        for paragraph in section.paragraphs() {
            let reading = Reading::new(&cx.lexicon, &paragraph.text);
            let spoken =
                reading.sentences.iter().filter(|sentence| reading.words(sentence).contains("odata"));
            for sentence in spoken {
                query_sentence(&reading, sentence, paragraph.place, &mut facts);
            }
        }
    }
    for section in outline.of(Role::QueryParameters) {
        let cells = section.tables().flat_map(|table| &table.rows).filter_map(|row| row.cells.first());
        for option in cells.flat_map(|cell| named_options(&fold(&cell.plain))).map(|(_, option)| option) {
            push(&mut facts.supported, option);
        }
        for paragraph in section.paragraphs() {
            let reading = Reading::new(&cx.lexicon, &paragraph.text);
            for sentence in &reading.sentences {
                query_sentence(&reading, sentence, paragraph.place, &mut facts);
            }
        }
    }
    // What is named as working works, though not everywhere.
    facts.unsupported.retain(|option| !facts.supported.contains(option));
    if !facts.supported.is_empty() && facts.general == Some(false) {
        facts.general = None;
    }
    facts
}

fn push(list: &mut Vec<QueryOption>, option: QueryOption) {
    if !list.contains(&option) {
        list.push(option);
    }
}

/// Reads one sentence: what it says of options by name, or of all of them.
fn query_sentence(reading: &Reading<'_>, sentence: &Sentence, place: Place, facts: &mut QueryOptions) {
    let words = reading.words(sentence);
    match refusal(words, sentence) {
        Some(refusal) => refused_options(words, sentence, &refusal, facts),
        None => supported_options(words, sentence, place, facts),
    }
}

/// Whether a sentence speaks of all options, and whether of a part of them.
fn scope(words: &str, sentence: &Sentence) -> (bool, bool) {
    (words.contains(" all "), sentence.says(Phrase::SomeOf).is_some())
}

/// What is said of options that work.
const GRANTED: [Phrase; 2] = [Phrase::Supports, Phrase::Usable];

/// What is said of options that do not.
const REFUSED: [Phrase; 2] = [Phrase::Not, Phrase::Unusable];

fn supported_options(words: &str, sentence: &Sentence, place: Place, facts: &mut QueryOptions) {
    let found = named_options(words);
    let denied = REFUSED.iter().any(|phrase| sentence.says(*phrase).is_some());
    for (at, option) in &found {
        let supported = prose::is_granted(sentence, at + sentence.range.start, &GRANTED, &REFUSED);
        if supported || (place == Place::Item && !denied) {
            push(&mut facts.supported, *option);
        }
    }
    let (all, part) = scope(words, sentence);
    let supports = !denied && sentence.says(Phrase::Supports).is_some() && words.contains("odata");
    // Those that stand behind "including" are examples of all that work.
    let examples = found.first().is_some_and(|(at, _)| {
        let before = |hit: &Hit| hit.range.end <= at + sentence.range.start;
        [Phrase::Including, Phrase::ForExample].into_iter().any(|phrase| sentence.all(phrase).any(before))
    });
    if supports && (all || (found.is_empty() || examples) && !part) {
        facts.general = Some(true);
    }
}

fn refused_options(words: &str, sentence: &Sentence, refusal: &Range<usize>, facts: &mut QueryOptions) {
    let found = named_options(words);
    let is_conditional = |(at, option): &(usize, QueryOption)| {
        *at >= refusal.end && is_condition(words[at + option.name().len()..].trim_start_matches('`'))
    };
    let conditional = found.iter().any(is_conditional);
    for (at, option) in found.iter().filter(|_| !conditional) {
        match is_refused(words, sentence, refusal, *at) {
            Some(true) => push(&mut facts.unsupported, *option),
            Some(false) => push(&mut facts.supported, *option),
            None => {}
        }
    }
    let named = found.iter().map(|(at, _)| *at).find(|at| *at >= refusal.end);
    let object = &words[refusal.end..named.unwrap_or(words.len())];
    let spoken_of = if found.is_empty() { words } else { object };
    let parameters = found.is_empty() && sentence.says(Phrase::Parameters).is_some();
    let general = spoken_of.contains("odata") || spoken_of.contains("query") || parameters;
    let (all, part) = scope(words, sentence);
    if general && !all && !part && !is_exception(object) {
        facts.general.get_or_insert(false);
    }
}

/// Where the sentence denies support or use, counted from its start. What is not returned or not available in some places
/// is supported nevertheless, and what properties do not support says nothing about the request.
fn refusal(words: &str, sentence: &Sentence) -> Option<Range<usize>> {
    let start = sentence.range.start;
    let supports = |not: &Range<usize>| {
        sentence.all(Phrase::Supports).any(|hit| not.start <= hit.range.start && hit.range.start < not.end)
    };
    let not = sentence.all(Phrase::Not).map(|hit| &hit.range).find(|not| supports(not));
    let not = not.or_else(|| sentence.says(Phrase::Unusable).map(|hit| &hit.range))?;
    let refusal = not.start - start..not.end - start;
    let of_properties = words[..refusal.start].contains("propert")
        || sentence.all(Phrase::Properties).any(|hit| hit.range.end <= not.start);
    (!of_properties).then_some(refusal)
}

/// Whether an option is refused, or one that works; `None` where it does not work under a condition.
fn is_refused(words: &str, sentence: &Sentence, refusal: &Range<usize>, option: usize) -> Option<bool> {
    if option >= refusal.end {
        let between = &words[refusal.end..option];
        return if is_exception(between) {
            Some(false)
        } else {
            (!between.contains(" but ")).then_some(true)
        };
    }
    // "Supports `$top`, `$skip` is not supported", "You can use `$top` and no others are supported".
    let start = sentence.range.start;
    let others = |hit: &Hit| option < hit.range.start - start && hit.range.end - start <= refusal.start;
    let apart = words[option..refusal.start].contains([',', ';']) || sentence.all(Phrase::Others).any(others);
    let granted = |phrase| sentence.all(phrase).any(|hit| hit.range.end <= option + start);
    if apart && GRANTED.into_iter().any(granted) {
        return Some(false);
    }
    (!is_condition(&words[refusal.end..])).then_some(true)
}

/// Whether what follows says where something does not work, and so that it works elsewhere.
fn is_condition(words: &str) -> bool {
    let words = words.trim_start();
    ["in ", "on ", "for ", "when ", "with ", "if ", "unless "].iter().any(|word| words.starts_with(word))
}

/// "Not supported other than `$filter`".
fn is_exception(words: &str) -> bool {
    [" other than ", " except", " apart from ", " besides "].iter().any(|word| words.contains(word))
}

/// The options that words name: with `$`. A translation may have glued the next word to one.
fn named_options(words: &str) -> Vec<(usize, QueryOption)> {
    let named = words.match_indices('$').filter_map(|(dollar, _)| {
        let at = dollar + 1;
        let fits = QueryOption::ALL.into_iter().filter(|option| words[at..].starts_with(option.name()));
        let option = fits.max_by_key(|option| option.name().len())?;
        let digit = words[at + option.name().len()..].starts_with(|c: char| c.is_ascii_digit());
        (!digit).then_some((at, option))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::lexicon::Lexicon;
    use crate::parse::text::Text;
    use crate::source::{SourceFile, SourceMap};

    #[track_caller]
    fn check(locale: &str, said: &str, general: Option<bool>, supported: &[&str], unsupported: &[&str]) {
        let page = SourceMap::default().add(SourceFile { path: "a.md".into(), text: said.into(), corpus: 0 });
        let text = Text::unmarked(page, said, 0);
        let reading = Reading::new(&Lexicon::for_locale(Some(locale)), &text);
        let mut facts = QueryOptions::default();
        for sentence in &reading.sentences {
            query_sentence(&reading, sentence, Place::Body, &mut facts);
        }
        assert_eq!(facts.general, general, "{said}");
        assert_eq!(
            (names(&facts.supported), names(&facts.unsupported)),
            (supported.to_vec(), unsupported.to_vec()),
            "{said}"
        );
    }

    fn names(options: &[QueryOption]) -> Vec<&'static str> {
        options.iter().map(|option| option.name()).collect()
    }

    #[test]
    fn options_in_general() {
        check("en", "Supports the OData query parameters.", Some(true), &[], &[]);
        check("en", "It supports some of the OData query parameters.", None, &[], &[]);
        check("en", "Supports the OData query parameters, including `$top`.", Some(true), &["top"], &[]);
        check("zh-CN", "支持 OData 查询参数，包括 `$top`。", Some(true), &["top"], &[]);
        check("en", "Supports some OData query parameters, including `$top`.", None, &["top"], &[]);
        check("en", "Does not support the OData query parameters.", Some(false), &[], &[]);
        check("en", "The call doesn't support optional query parameters.", Some(false), &[], &[]);
        check("en", "It does not support all OData query parameters.", None, &[], &[]);
        check("en", "The other OData query parameters aren't currently supported.", None, &[], &[]);
        check("zh-CN", "不支持 OData 查询参数。", Some(false), &[], &[]);
        check("zh-CN", "此方法支持 OData 查询参数。", Some(true), &[], &[]);
        check("zh-CN", "此方法不支持自定义响应的可选查询参数。", Some(false), &[], &[]);
        check("zh-CN", "此方法 不 支持使用 OData 查询参数（例如 $filter）。", Some(false), &[], &["filter"]);
        for (locale, refusal) in [
            ("de-DE", "Diese Methode unterstützt keine optionalen Abfrageparameter."),
            ("de-DE", "Die OData-Abfrageparameter werden nicht unterstützt."),
            ("fr-FR", "Cette méthode ne prend en charge aucun paramètre de requête OData."),
            ("fr-FR", "Les paramètres de requête OData ne sont pas pris en charge."),
            ("es-ES", "Los parámetros de consulta de OData no se admiten."),
            ("es-ES", "Este método no es compatible con los parámetros de consulta de OData."),
            ("pt-BR", "Este método não é compatível com parâmetros de consulta OData."),
            ("ja-JP", "このメソッドは、OData クエリ パラメーターをサポートしていません。"),
            ("ru-RU", "Параметры запросов OData не поддерживаются."),
        ] {
            check(locale, refusal, Some(false), &[], &[]);
        }
        check("zh-CN", "此方法还支持一些 OData 查询参数来帮助自定义响应。", None, &[], &[]);
        check("de-DE", "Diese Methode unterstützt die OData-Abfrageparameter.", Some(true), &[], &[]);
        check("de-DE", "Diese Methode unterstützt einige der OData-Abfrageparameter.", None, &[], &[]);
        check("fr-FR", "Cette méthode prend en charge certains paramètres de requête OData.", None, &[], &[]);
        check("es-ES", "Este método admite algunos de los parámetros de consulta de OData.", None, &[], &[]);
        check("ja-JP", "このメソッドは、一部の OData クエリ パラメーターをサポートします。", None, &[], &[]);
        check("ru-RU", "Этот метод поддерживает некоторые параметры запросов OData.", None, &[], &[]);
        check("pt-BR", "Não oferece suporte a parâmetros OData.", Some(false), &[], &[]);
    }

    #[test]
    fn options_by_name() {
        check("en", "Supports `$select` and $top of OData.", None, &["select", "top"], &[]);
        check("en", "Does not support $filter.", None, &[], &["filter"]);
        check("en", "`$count` is not supported here.", None, &[], &["count"]);
        check(
            "en",
            "It does not support OData query parameters (e.g. $top is not supported).",
            Some(false),
            &[],
            &["top"],
        );
        check("en", "It does not support OData query parameters other than $top.", None, &["top"], &[]);
        check("en", "It does not support query parameters, but requires $count.", Some(false), &[], &[]);
        check("en", "It supports `$top`, but `$skip` is not supported.", None, &["top"], &["skip"]);
        check("zh-CN", "不支持 $filter。", None, &[], &["filter"]);
        check("de-DE", "Unterstützt die $filterOData-Parameter.", None, &["filter"], &[]);
        check("ja-JP", "$filterをサポートしていません。", None, &[], &["filter"]);
    }

    #[test]
    fn what_can_be_used_is_supported() {
        check("en", "You can use `$top` to say how many, the rest is not supported.", None, &["top"], &[]);
        check("en", "You can use `$top` and the other parameters are not supported.", None, &["top"], &[]);
        check("en", "The `$top` and `$skip` parameters may be used here.", None, &["top", "skip"], &[]);
        check("en", "Only `$filter` can be used. You can't use `$search`.", None, &["filter"], &["search"]);
        check("en", "Use `$top` for shorter lists.", None, &["top"], &[]);
        check("en", "You can use `$select` for what is not returned by default.", None, &["select"], &[]);
        check("zh-CN", "可以使用 `$top` 查询参数。", None, &["top"], &[]);
        check("de-DE", "Hier kann `$top` verwendet werden.", None, &["top"], &[]);
        check("fr-FR", "Vous pouvez utiliser `$top`.", None, &["top"], &[]);
        for said in ["You cannot use `$top`.", "`$top` may not be used.", "Do not use `$top`."] {
            check("en", said, None, &[], &["top"]);
        }
        check("en", "You can't use `$select` to get fewer properties.", None, &[], &["select"]);
        check("en", "You can't use `$filter` with `$search`.", None, &[], &[]);
        check("en", "You can't use `$top` for large folders.", None, &[], &[]);
        check("en", "This method requires the `$filter` (`eq`) query parameter.", None, &["filter"], &[]);
        check("zh-CN", "不能使用 `$top`。", None, &[], &["top"]);
    }

    #[test]
    fn conditions_refuse_nothing() {
        for said in [
            "The `$search` parameter is not available in some tenants.",
            "`$select` is not supported in this case.",
            "The **a** and **b** properties do not support `$select`.",
        ] {
            check("en", said, None, &[], &[]);
        }
    }
}
