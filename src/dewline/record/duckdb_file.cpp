// The only file that knows DuckDB: tables to a database file and back, through its C interface.
#include <duckdb.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <filesystem>
#include <memory>
#include <system_error>

#include "dewline/record/reader.hpp"
#include "dewline/record/writer.hpp"

namespace dewline::record {
namespace {

namespace fs = std::filesystem;

struct Options {
  const char* access;
  const char* external;
};
constexpr Options kWriting{"READ_WRITE", "true"}, kReading{"READ_ONLY", "false"};

/// An open database with one connection.
class Database {
 public:
  Database(const fs::path& file, const Options& options) : file_(file) {
    duckdb_config config = nullptr;
    if (duckdb_create_config(&config) == DuckDBError) fail("DuckDB cannot be configured");
    const std::array<std::pair<const char*, const char*>, 6> settings{{
        {"access_mode", options.access}, {"threads", "1"}, {"autoinstall_known_extensions", "false"},
        {"autoload_known_extensions", "false"}, {"enable_external_access", options.external},
        {"memory_limit", "2GB"}}};
    for (const auto& [key, value] : settings) duckdb_set_config(config, key, value);
    char* error = nullptr;
    const duckdb_state state = duckdb_open_ext(file.c_str(), &database_, config, &error);
    duckdb_destroy_config(&config);
    const std::string words = error ? error : "";
    duckdb_free(error);
    if (state == DuckDBError) fail("is no run file that this version can read: " + first_line(words));
    if (duckdb_connect(database_, &connection_) == DuckDBError) {
      duckdb_close(&database_);
      fail("DuckDB gives no connection");
    }
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }

  [[noreturn]] void fail(const std::string& what) const { throw RecordError(file_.string() + ": " + what); }
  [[nodiscard]] duckdb_connection connection() const { return connection_; }
  void run(const std::string& sql) const {
    duckdb_result result;
    const duckdb_state state = duckdb_query(connection_, sql.c_str(), &result);
    const std::string words = state == DuckDBError ? first_line(text(duckdb_result_error(&result))) : "";
    duckdb_destroy_result(&result);
    if (state == DuckDBError) fail(words);
  }
  static std::string text(const char* words) { return words ? words : "unknown error"; }
  static std::string first_line(const std::string& words) { return words.substr(0, words.find('\n')); }

 private:
  fs::path file_;
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

std::string sql_name(std::string_view name) {
  std::string out = "\"";
  for (char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string sql_text(std::string_view text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

// --- writing ---

constexpr std::array kTypes{DUCKDB_TYPE_DOUBLE, DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_VARCHAR, DUCKDB_TYPE_BOOLEAN};
constexpr std::array kTypeWords{"DOUBLE", "BIGINT", "VARCHAR", "BOOLEAN"};

void create(const Database& db, const Table& table) {
  std::string columns;
  for (const Column& c : table.columns)
    columns +=
        (columns.empty() ? "" : ", ") + sql_name(c.name) + " " + kTypeWords[c.cells.index()] + " NOT NULL";
  db.run("CREATE TABLE " + sql_name(table.name) + " (" + columns + ")");
}

void put(duckdb_vector to, const std::vector<std::string>& from, std::size_t begin, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i)
    duckdb_vector_assign_string_element_len(to, i, from[begin + i].data(), from[begin + i].size());
}
template <class T>
void put(duckdb_vector to, const std::vector<T>& from, std::size_t begin, std::size_t n) {
  const auto first = from.begin() + static_cast<std::ptrdiff_t>(begin);
  std::copy(first, first + static_cast<std::ptrdiff_t>(n), static_cast<T*>(duckdb_vector_get_data(to)));
}

struct ChunkEnd {
  void operator()(duckdb_data_chunk chunk) const { duckdb_destroy_data_chunk(&chunk); }
};
using Chunk = std::unique_ptr<std::remove_pointer_t<duckdb_data_chunk>, ChunkEnd>;

struct AppenderEnd {
  void operator()(duckdb_appender appender) const { duckdb_appender_destroy(&appender); }
};
using Appender = std::unique_ptr<std::remove_pointer_t<duckdb_appender>, AppenderEnd>;

Chunk chunk_for(const Table& table) {
  std::vector<duckdb_logical_type> types;
  for (const Column& c : table.columns) types.push_back(duckdb_create_logical_type(kTypes[c.cells.index()]));
  Chunk chunk(duckdb_create_data_chunk(types.data(), types.size()));
  for (auto& type : types) duckdb_destroy_logical_type(&type);
  return chunk;
}

void fill(const Database& db, const Table& table) {
  duckdb_appender raw = nullptr;
  const duckdb_state made = duckdb_appender_create(db.connection(), nullptr, table.name.c_str(), &raw);
  const Appender appender(raw);
  if (made == DuckDBError) db.fail(Database::text(duckdb_appender_error(raw)));
  const Chunk chunk = chunk_for(table);
  const std::size_t size = duckdb_vector_size();
  for (std::size_t begin = 0; begin < table.num_rows(); begin += size) {
    const std::size_t n = std::min(size, table.num_rows() - begin);
    duckdb_data_chunk_reset(chunk.get());
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk.get(), c);
      std::visit([&](const auto& cells) { put(vector, cells, begin, n); }, table.columns[c].cells);
    }
    duckdb_data_chunk_set_size(chunk.get(), n);
    if (duckdb_append_data_chunk(raw, chunk.get()) == DuckDBError)
      db.fail(Database::text(duckdb_appender_error(raw)));
  }
  if (duckdb_appender_close(raw) == DuckDBError) db.fail(Database::text(duckdb_appender_error(raw)));
}

void sync(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY);
  const bool ok = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  if (!ok) throw RecordError(file.string() + ": cannot be brought to the disk");
}

/// Removes an unfinished file and what DuckDB keeps beside it, unless it was given its name.
struct Scratch {
  fs::path file;
  ~Scratch() {
    std::error_code ignored;
    fs::remove(file, ignored);
    fs::remove(file.string() + ".wal", ignored);
  }
};

// --- reading ---

struct ResultEnd {
  void operator()(duckdb_result* result) const {
    duckdb_destroy_result(result);
    delete result;
  }
};
using Result = std::unique_ptr<duckdb_result, ResultEnd>;

Result ask(const Database& db, const std::string& sql) {
  Result result(new duckdb_result{});
  if (duckdb_query(db.connection(), sql.c_str(), result.get()) == DuckDBError)
    db.fail("cannot be read: " + Database::first_line(Database::text(duckdb_result_error(result.get()))));
  return result;
}

Cells cells_for(const Database& db, std::string_view what, duckdb_type type) {
  switch (type) {
    case DUCKDB_TYPE_DOUBLE: return std::vector<double>{};
    case DUCKDB_TYPE_BIGINT: return std::vector<std::int64_t>{};
    case DUCKDB_TYPE_VARCHAR: return std::vector<std::string>{};
    case DUCKDB_TYPE_BOOLEAN: return std::vector<bool>{};
    default:
      db.fail(fmt::format("column {} has a type that no run file has: it was not written by Dewline", what));
  }
}

void get(duckdb_vector from, std::size_t n, std::vector<std::string>& to) {
  auto* strings = static_cast<duckdb_string_t*>(duckdb_vector_get_data(from));
  for (std::size_t i = 0; i < n; ++i)
    to.emplace_back(duckdb_string_t_data(&strings[i]), duckdb_string_t_length(strings[i]));
}
template <class T>
void get(duckdb_vector from, std::size_t n, std::vector<T>& to) {
  const T* values = static_cast<const T*>(duckdb_vector_get_data(from));
  to.insert(to.end(), values, values + n);
}

void take_chunk(const Database& db, duckdb_data_chunk chunk, Table& table) {
  const std::size_t n = duckdb_data_chunk_get_size(chunk);
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, c);
    if (const std::uint64_t* valid = duckdb_vector_get_validity(vector))
      for (std::size_t i = 0; i < n; ++i)
        if (!duckdb_validity_row_is_valid(const_cast<std::uint64_t*>(valid), i))
          db.fail("table " + table.name +
                  " holds NULL, which no run file does: it was not written by Dewline");
    std::visit([&](auto& cells) { get(vector, n, cells); }, table.columns[c].cells);
  }
}

Table read_table(const Database& db, const std::string& name) {
  const Result result = ask(db, "SELECT * FROM " + sql_name(name));
  Table table{name, {}};
  for (idx_t c = 0; c < duckdb_column_count(result.get()); ++c) {
    const std::string column = duckdb_column_name(result.get(), c);
    table.columns.push_back(
        {column, cells_for(db, name + "." + column, duckdb_column_type(result.get(), c))});
  }
  while (const Chunk chunk{duckdb_fetch_chunk(*result)}) take_chunk(db, chunk.get(), table);
  return table;
}

std::vector<std::string> table_names(const Database& db) {
  Table names{"names", {{"name", std::vector<std::string>{}}}};
  const Result result =
      ask(db, "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name");
  while (const Chunk chunk{duckdb_fetch_chunk(*result)}) take_chunk(db, chunk.get(), names);
  return std::get<std::vector<std::string>>(names.columns[0].cells);
}

/// The order of tables.hpp; tables that it does not know come last, by name. A database keeps no order.
void put_in_order(std::vector<std::string>& names) {
  std::vector<std::string_view> order;
  for_each_table([&]<Row R>() { order.push_back(R::kTable.name); });
  const auto rank = [&](const std::string& name) { return std::find(order.begin(), order.end(), name); };
  std::stable_sort(names.begin(), names.end(),
                   [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
}

fs::path run_file(const fs::path& path) {
  std::error_code error;
  const fs::path file = fs::is_directory(path, error) ? path / "run.duckdb" : path;
  if (!fs::is_regular_file(file, error)) throw RecordError(file.string() + ": there is no run file here");
  return file;
}

} // namespace

void write_tables(const RunTables& run, const fs::path& file) {
  std::error_code error;
  if (fs::exists(file, error)) throw RecordError(file.string() + ": exists; nothing is ever overwritten");
  const Scratch scratch{file.parent_path() / fmt::format(".{}.{}", file.filename().string(), ::getpid())};
  {
    const Database db(scratch.file, kWriting);
    db.run("BEGIN");
    for (const Table& table : run.tables) {
      create(db, table);
      fill(db, table);
    }
    db.run("COMMIT");
    db.run("CHECKPOINT");
  }
  sync(scratch.file);
  fs::rename(scratch.file, file, error);
  if (error) throw RecordError(file.string() + ": cannot be given its name: " + error.message());
}

void write_parquet(const Table& table, const fs::path& file) {
  std::error_code error;
  if (fs::exists(file, error)) throw RecordError(file.string() + ": exists; nothing is ever overwritten");
  const Scratch scratch{file.parent_path() / fmt::format(".{}.{}", file.filename().string(), ::getpid())};
  {
    const Database db(":memory:", kWriting);
    create(db, table);
    fill(db, table);
    db.run("COPY " + sql_name(table.name) + " TO " + sql_text(scratch.file.string()) + " (FORMAT parquet)");
  }
  sync(scratch.file);
  fs::rename(scratch.file, file, error);
  if (error) throw RecordError(file.string() + ": cannot be given its name: " + error.message());
}

RunTables read_run(const fs::path& path) {
  const Database db(run_file(path), kReading);
  RunTables run;
  std::vector<std::string> names = table_names(db);
  put_in_order(names);
  for (const std::string& name : names) run.tables.push_back(read_table(db, name));
  (void)std::as_const(run).table("run_info"); // a foreign database has none
  return run;
}

} // namespace dewline::record
