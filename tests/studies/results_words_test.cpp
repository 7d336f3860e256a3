// Results can be read without this program: names instead of numbers, and what everything means.
#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdlib>
#include <set>

#include "agents/events.h"
#include "studies/event_words.h"
#include "studies/explain.h"
#include "studies/results.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/studies/program.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay;

namespace {

const std::filesystem::path& results() {
  static const TemporaryFolder folder;
  static const std::filesystem::path out = [] {
    const auto made = folder.path() / "out";
    const Ended ended = run_program({"run", tests::project_folder() + "/scenarios/smallest.json", "--seeds", "1",
                                     "--out", made.string(), "--quiet"});
    REQUIRE(ended.status == 0);
    return made;
  }();
  return out;
}

}  // namespace

TEST_CASE("events name what they are about instead of counting it") {
  SQLite::Database open((results() / "results.sqlite").string());
  std::set<std::string> kinds;
  for (SQLite::Statement row(open, "SELECT kind, subject, detail FROM events GROUP BY kind, subject, detail");
       row.executeStep();) {
    const std::string kind = row.getColumn(0).getString(), subject = row.getColumn(1).getString();
    INFO(kind << ": " << subject << ", " << row.getColumn(2).getString());
    kinds.insert(kind);
    CHECK(subject.find_first_not_of("0123456789") != (subject.empty() ? 0 : std::string::npos));
    const bool has_subject =
        open.execAndGet("SELECT subject FROM event_kinds WHERE kind = '" + kind + "'").getString() != "";
    CHECK(subject.empty() != has_subject);
  }
  CHECK(kinds.contains("attack"));
  CHECK(kinds.contains("programme_began"));
  CHECK(open.execAndGet("SELECT count(*) FROM events WHERE kind = 'programme_began' AND subject = 'surge-north'")
            .getInt() > 0);
}

TEST_CASE("every kind of event has its meaning, in order") {
  for (std::size_t kind = 0; kind < studies::event_meanings.size(); ++kind) {
    CHECK(static_cast<std::size_t>(studies::event_meanings[kind].kind) == kind);
    CHECK(!studies::event_meanings[kind].meaning.empty());
  }
}

TEST_CASE("the database tells what each of its tables and columns means") {
  SQLite::Database open((results() / "results.sqlite").string());
  std::set<std::string> described, there;
  for (SQLite::Statement row(open, "SELECT table_name || '.' || column_name FROM dictionary WHERE meaning <> ''");
       row.executeStep();)
    described.insert(row.getColumn(0).getString());
  for (SQLite::Statement table(open,
                               "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE "
                               "'sqlite_%'");
       table.executeStep();) {
    const std::string name = table.getColumn(0).getString();
    there.insert(name + ".");
    for (SQLite::Statement column(open, "SELECT name FROM pragma_table_info('" + name + "')"); column.executeStep();)
      there.insert(name + "." + column.getColumn(0).getString());
  }
  CHECK(described == there);
}

TEST_CASE("countries have their population, and courses of action their titles, in tables and summaries") {
  SQLite::Database open((results() / "results.sqlite").string());
  CHECK(open.execAndGet("SELECT count(*) FROM scopes WHERE kind = 'country' AND population <= 0").getInt() == 0);
  CHECK(open.execAndGet(
                "SELECT abs(sum(population) - (SELECT sum(population) FROM scopes WHERE kind = 'region' AND country "
                "<> '')) FROM scopes WHERE kind = 'country'")
            .getDouble() < 1);
  const Ended ended = run_program({"export", results().string(), "--format", "csv"});
  REQUIRE(ended.status == 0);
  CHECK_THAT(ended.out, ContainsSubstring("courses_of_action.csv"));
}

TEST_CASE("explain answers for every measure and outcome, with words that agree with the signs") {
  const studies::ResultsStore store(results(), studies::ResultsStore::Access::read);
  std::vector<std::string> all;
  for (const auto& measure : store.measures()) all.push_back(measure.measure);
  for (const auto& outcome : store.outcome_infos()) all.push_back(outcome.outcome);
  for (const std::string& name : all) {
    studies::ExplainQuestion question;
    question.measure = name;
    const auto why = studies::explain_difference(store, question);
    INFO(name);
    CHECK(!why.differences.empty());
    const std::string text = studies::explanation_text(why);
    INFO(text);
    CHECK(text.find("by −") == std::string::npos);
    std::vector<const studies::CausalFlow*> flows;
    for (const auto& flow : why.flows) flows.push_back(&flow);
    while (!flows.empty()) {
      const studies::CausalFlow& flow = *flows.back();
      flows.pop_back();
      for (const auto& upstream : flow.moved_by) flows.push_back(&upstream);
      if (flow.sense.empty() || flow.amount == 0) continue;
      CHECK((flow.sense == "more gained" || flow.sense == "less lost") == (flow.amount > 0));
    }
  }
}
