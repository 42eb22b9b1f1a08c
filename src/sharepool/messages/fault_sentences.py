"""What is said of each fault and warning of tables, rules and arguments, in both languages.

The key is a fault's code, or code and kind. ``{first:column}`` and ``{other:table}`` name columns
and tables as planners do, ``{words:list}`` enumerates, ``{count:row}`` is a number with its noun.
"""

FAULTS: dict[str, tuple[str, str]] = {
    # cells
    "missing_value": ("fill in this cell", "请填写此单元格"),
    "unknown_word": ("use one of {words:list}", "请填写以下之一：{words:list}"),
    "out_of_range.least": ("write {least} or more", "请填写不小于{least}的数"),
    "out_of_range.above": ("write more than {above}", "请填写大于{above}的数"),
    "out_of_range.most": ("write {most} or less", "请填写不大于{most}的数"),
    "bad_value.year": (
        "write a year from {first} to {last}",
        "年份应在{first}至{last}之间",
    ),
    "bad_value.number": ("write a number", "请填写数字"),
    "bad_value.commas": (
        "write a number without commas, with a point before decimals",
        "请填写不带逗号的数字，小数点用“.”",
    ),
    "bad_value.unit": ("write the number alone, without a unit", "请只填写数字，不要带单位"),
    "bad_value.finite": ("write a finite number", "请填写有限的数字"),
    "bad_value.size": (
        "write a number of ordinary size, at most {digits} digits",
        "数字过大或过小，最多{digits}位",
    ),
    "bad_value.whole": ("write a whole number", "请填写整数"),
    "bad_value.flag": ("write 1 (yes) or 0 (no)", "请填写1（是）或0（否）"),
    "bad_value.clock": ("write a time as HH:MM, 24 h", "请按24小时制填写时间，如 08:30"),
    "bad_value.minutes": ("write whole minutes", "时间请精确到分钟，不要带秒"),
    "bad_value.clock_range": (
        "write a time between 00:00 and 24:00",
        "时间应在 00:00 至 24:00 之间",
    ),
    "bad_value.date": ("write a date as YYYY-MM-DD", "请填写日期，如 2026-03-02"),
    "bad_value.no_such_date": (
        "write a date that exists, as YYYY-MM-DD",
        "没有这一天，请填写存在的日期，如 2026-03-02",
    ),
    "bad_value.date_with_time": (
        "write a date (YYYY-MM-DD) without a time",
        "只填写日期（如 2026-03-02），不要带时间",
    ),
    "bad_value.moment": (
        "write YYYY-MM-DD or, in local time, YYYY-MM-DDTHH:MM",
        "请填写日期（2026-03-02）或日期加时间（2026-03-02 13:00）",
    ),
    "bad_value.time_zone": (
        "write local time, without a time zone",
        "请填写当地时间，不要带时区",
    ),
    "bad_value.day": (
        "write a weekday as a digit 1-7 or by name, e.g. 1, Mon, 周一",
        "请填写星期：1—7，或周一、星期一",
    ),
    "bad_value.days": (
        "write weekdays as digits 1-7 or by name, e.g. 12345, Mon-Fri",
        "请填写星期，如 12345、周一至周五",
    ),
    "bad_value.requirement": (
        "write skills as skill or skill:level (level 1 or more), separated by ;",
        "请写成“专项”或“专项:等级”（等级不小于1），多项用分号隔开",
    ),
    "bad_value.starts": (
        "write starts as day-slot or day-first..last, e.g. 1-3;5-1..6 (in a cell formatted as text, or Excel makes a date of 1-3)",
        "请写成“星期-节次”或“星期-起..止”，如 1-3;5-1..6（单元格请设为文本格式，否则Excel会把1-3变成日期）",
    ),
    "bad_value.start_range": (
        "write days 1-7 and slots from 1 up, first..last in this order",
        "星期为1—7，节次从1起，按“起..止”的顺序填写",
    ),
    "bad_value.weight": (
        "give this kind a weight (a whole number)",
        "这一类型需要填写权重（整数）",
    ),
    "bad_value.error": (
        "the spreadsheet computed an error here; mend the formula or write the value",
        "表格在此处计算出错；请修正公式或直接填写数值",
    ),
    "bad_value.digits": (
        "numbers keep 15 digits in a spreadsheet, so the last ones are gone: format the column as text and type the number again",
        "电子表格中的数字只保留15位，后面的数字已经丢失：请将该列设为文本格式后重新输入",
    ),
    "bad_value.characters": (
        "this cell holds characters that no text has; type it again",
        "此单元格含有无法识别的字符，请重新输入",
    ),
    "bad_value.formula": (
        "this formula has no stored value: open the file in a spreadsheet program, let it compute, and save it",
        "此公式没有保存计算结果：请用表格软件打开、重新计算并保存",
    ),
    "bad_value.none": (
        "write a number of minutes, or “none” where there is no way",
        "请填写分钟数；无法通行时填写“不通”",
    ),
    "bad_value.other": ("this cannot be read here: {reason}", "此处无法读取：{reason}"),
    # headers and tables
    "row_too_long": (
        "this row has more cells than the header; put cells that hold commas in quotes",
        "这一行的单元格比表头多；含逗号的内容请加引号",
    ),
    "duplicate_column": (
        "this is a second header for {column:column}; keep one of the two columns",
        "“{column:column}”出现了两次，请只保留一列",
    ),
    "missing_column": (
        "the table lacks the column “{column:column}”; add it (row {row} has {found:list})",
        "缺少“{column:column}”一列，请补上（第{row}行的表头为：{found:list}）",
    ),
    "missing_column.empty": (
        "the table lacks the column “{column:column}”; add it (the table is empty)",
        "缺少“{column:column}”一列，请补上（此表为空）",
    ),
    "header_lower": (
        "the header seems to be in row {row}; it is read from there",
        "表头似乎在第{row}行，已从该行读取",
    ),
    "repeated_header": (
        "this row is the header once more; it is left out",
        "这一行是重复的表头，已略过",
    ),
    "note_row": (
        "this row has nothing but its first cell, and nothing names it: is it a note below the table?",
        "这一行只有第一格有内容，且别处没有提到：是否为表下的说明？",
    ),
    "unknown_column": ("this column is not used", "此列未使用"),
    "unknown_table": ("no table has this name; it is not used", "没有这个名称的表，未使用"),
    "unknown_table.file": (
        "a folder holds CSV files and rules.toml; this file is not used",
        "文件夹中只读取CSV文件和rules.toml，此文件未使用",
    ),
    "duplicate_table": (
        "this is a second table of {table:table}; keep one of the two",
        "“{table:table}”出现了两次，请只保留一个",
    ),
    "missing_table": (
        "a problem needs this table; add it (its header alone, if it has no rows)",
        "缺少此表，请补上（没有内容时只写表头即可）",
    ),
    "empty_table": ("give at least one site", "请至少填写一所学校"),
    "merged_cells": (
        "merged cells: the value of the first counts for {count:row}",
        "合并单元格：首格的内容用于其覆盖的{count}行",
    ),
    "placeholder": (
        "this stands for nothing and counts as blank ({count:cell} of this column)",
        "此内容按空白处理（本列共{count}处）",
    ),
    "date_for_name": (
        "this cell holds a date or a time: if a class such as 3-1 was typed, format the column as text and type it again",
        "此单元格是日期或时间：如果输入的是3-1这样的班级，请将该列设为文本格式后重新输入",
    ),
    "unusual_word": (
        "no {column:column} has this name by default; it is kept as your own word",
        "“{column:column}”中没有这个通用名称，按本地用语保留",
    ),
    # files
    "missing_file": (
        "there is no such folder, workbook or table; give the path of one",
        "没有这个文件夹、工作簿或表格文件，请检查路径",
    ),
    "missing_file.within": (
        "no table is in this folder itself: give the path of what holds them",
        "此文件夹本身没有表格，请给出表格所在的路径",
    ),
    "missing_file.table": (
        "there is no such file; give the path of {table:table}",
        "没有这个文件，请给出“{table:table}”的路径",
    ),
    "missing_file.folder": (
        "this is a folder; give the path of the file of {table:table} in it",
        "这是文件夹，请给出其中“{table:table}”文件的路径",
    ),
    "missing_file.database": (
        "there is no such file; give the URL of a database that is there",
        "没有这个数据库文件，请检查地址",
    ),
    "missing_file.settings": (
        "there is no such file; give the path of the settings (a .toml file)",
        "没有这个文件，请给出设置文件（.toml）的路径",
    ),
    "missing_file.yearly": (
        "give a folder that rotate, train, points, assess, targets, events, fixtures or officials has written",
        "请给出rotate、train、points、assess、targets、events、fixtures或officials写入的文件夹",
    ),
    "missing_file.rates": (
        "there is no such file; give the path of a rates.toml",
        "没有这个文件，请给出rates.toml的路径",
    ),
    "missing_file.term": (
        "there is no plan.csv and no week's version (2026-03-09/v1) there",
        "此处没有plan.csv，也没有任何一周的版本（2026-03-09/v1）",
    ),
    "not_a_file": (
        "this is no ordinary file; give a file that can be read",
        "这不是普通文件，请给出可以读取的文件",
    ),
    "bad_file.quotes": (
        "this row cannot be read as CSV ({reason}); mend its quotes",
        "这一行不是有效的CSV（{reason}），请检查引号",
    ),
    "bad_file.toml": (
        "this file cannot be read as TOML: {reason}",
        "此文件不是有效的TOML：{reason}",
    ),
    "bad_file.toml_quotes": (
        'in TOML times and names beyond plain letters stand in quotes: write "{text}" in the line {line}',
        'TOML中的时间和中文名称要加英文引号：请在“{line}”一行中写成"{text}"',
    ),
    "bad_file.json": (
        "this file cannot be read as JSON: {reason}",
        "此文件不是有效的JSON：{reason}",
    ),
    "bad_file.json_table": (
        "this table is no list of rows; write one object of columns and cells for each row",
        "此表不是由行组成的列表，请为每行写一个“列名: 内容”的对象",
    ),
    "bad_file.json_rules": (
        "the rules are no object of sections; write one object for each section, such as limits",
        "规则不是由各节组成的对象，请为每节（如limits）写一个对象",
    ),
    "bad_file.deep": (
        "this file is nested too deeply to be read as rules",
        "此文件嵌套过深，无法作为规则读取",
    ),
    "bad_file.encoding": (
        "this file is neither UTF-8 nor GB18030 text; save it as “CSV UTF-8”",
        "此文件既不是UTF-8也不是GB18030文本，请另存为“CSV UTF-8”",
    ),
    "bad_file.guess": (
        "this file is neither UTF-8 nor GB18030 text, but probably {encoding}; save it as “CSV UTF-8”",
        "此文件不是UTF-8或GB18030文本，可能是{encoding}编码，请另存为“CSV UTF-8”",
    ),
    "bad_file.mixed": (
        "this file mixes UTF-8 text with bytes of another encoding; save it as “CSV UTF-8” again",
        "此文件中混有UTF-8和其他编码的内容，请重新另存为“CSV UTF-8”",
    ),
    "bad_file.unreadable": (
        "this file cannot be read ({reason})",
        "此文件无法读取（{reason}）",
    ),
    "bad_file.password": (
        "this workbook is protected by a password; save a copy without one",
        "此工作簿设有密码，请另存一份不带密码的副本",
    ),
    "bad_file.strict": (
        "this workbook is of the kind “Strict Open XML”; save it as an ordinary .xlsx workbook",
        "此工作簿为“Strict Open XML”格式，请另存为普通的.xlsx工作簿",
    ),
    "bad_file.damaged": (
        "this workbook is damaged ({part}); open it in a spreadsheet program and save it again",
        "此工作簿已损坏（{part}），请用表格软件打开后重新保存",
    ),
    "bad_file.compression": (
        "this workbook is compressed in a way that cannot be read ({part}); save it again",
        "此工作簿的压缩方式无法读取（{part}），请重新保存",
    ),
    "bad_file.workbook": (
        "this file is no workbook that can be read; save it as .xlsx",
        "此文件不是可读取的工作簿，请另存为.xlsx",
    ),
    "bad_file.database": (
        "give a database as its URL: sqlite:/// and the path",
        "数据库请以地址给出：sqlite:///加路径",
    ),
    "bad_file.web_page": (
        "this is a web page under the name of a workbook; open it in a spreadsheet program and save it as .xlsx",
        "这是以工作簿为名的网页文件，请用表格软件打开后另存为.xlsx",
    ),
    "bad_file.no_sheets": (
        "this workbook has no sheet with cells",
        "此工作簿中没有含单元格的工作表",
    ),
    "beyond_counting": (
        (
            "times its weight in rules.toml this is too large to be counted exactly "
            "(all wishes together: at most {most:,}); give smaller weights"
        ),
        "乘以rules.toml中的权重后过大，无法精确计算（全部合计上限{most:,}）：请减小权重",
    ),
    "too_large.bytes": (
        "this file is too large to be read ({megabytes} MB; at most {limit})",
        "此文件过大，无法读取（{megabytes}MB，上限{limit}MB）",
    ),
    "too_large.rows": (
        "this table has too many rows (more than {limit:,})",
        "此表行数过多（超过{limit:,}行）",
    ),
    "too_large.sites": (
        "there are too many sites (more than {limit:,}); plan them in parts",
        "学校过多（超过{limit:,}所），请分片安排",
    ),
    "too_large.cells": (
        "this table has too many cells (more than {limit:,})",
        "此表单元格过多（超过{limit:,}个）",
    ),
    "stray_cell": (
        "a cell stands far from the rest ({cell}): delete what is in it, or the whole rows and columns around it",
        "在远处有一个孤立的单元格（{cell}）：请删除其内容，或删除周围的整行整列",
    ),
    "road_engine": (
        "the routing engine gave no answer ({reason}); what it had answered is kept: try again, or with a smaller --chunk",
        "路径规划服务没有给出答案（{reason}）；已得到的答案已保留，请重试，或减小--chunk",
    ),
    "road_engine.url": (
        "give the address of the engine, such as http://localhost:5000",
        "请给出服务地址，如http://localhost:5000",
    ),
    "road_engine.name": (
        "no such engine: give osrm, valhalla, ors or graphhopper, and a chunk of 1 or more",
        "没有此类服务，请用osrm、valhalla、ors或graphhopper，每批至少为1",
    ),
    "road_engine.answer": (
        "the answer is not what such an engine sends ({reason}); is it of that kind?",
        "答案不是此类服务的格式（{reason}），请核对服务种类",
    ),
    "road_engine.out": (
        "say with --out which travel table to write: the problem is no folder",
        "数据不是文件夹，请用--out指明要写入的路程表",
    ),
    "road_engine.source": (
        "say where the roads are from: --engine with --url, or --extract, not both",
        "请指明道路来源：--engine和--url，或--extract，不能同时给出",
    ),
    "road_extract": (
        "no extract of OpenStreetMap that can be read: {reason}",
        "无法作为OpenStreetMap数据读取：{reason}",
    ),
    "road_extract.empty": (
        "there is no road in it that can be used in this way",
        "其中没有可供此种出行方式使用的道路",
    ),
    "road_extract.profile": (
        "no roads are known for this: give --profile car, bike or walk",
        "没有此方式的道路规则，请用--profile给出car、bike或walk",
    ),
    "road_extract.package": (
        "extracts need osmium and scipy: pip install osmium scipy",
        "读取道路数据需要osmium和scipy：pip install osmium scipy",
    ),
    "background.json": (
        "is no JSON, so no GeoJSON either: {reason}",
        "不是JSON，因而也不是GeoJSON：{reason}",
    ),
    "background.shape": (
        "is no feature of a GeoJSON (RFC 7946): a type and coordinates are needed",
        "不是GeoJSON要素（RFC 7946）：需要type和coordinates",
    ),
    "background.degrees": (
        "has coordinates that are no longitude and latitude: convert it to WGS84",
        "坐标不是经纬度，请转换为WGS84",
    ),
    "background.empty": ("has nothing to draw", "没有可绘制的内容"),
    "file": ("cannot be read or written: {reason}", "无法读取或写入：{reason}"),
    "no_driver.package": (
        "databases need SQLAlchemy: pip install sqlalchemy",
        "使用数据库需要SQLAlchemy：pip install sqlalchemy",
    ),
    "no_driver": (
        "the driver of this database is not installed: {reason}",
        "没有安装此数据库的驱动：{reason}",
    ),
    "no_cluster.package": (
        "a cluster needs Dask: pip install 'sharepool[cluster]'",
        "使用集群需要Dask：pip install 'sharepool[cluster]'",
    ),
    "no_cluster.workers": (
        "the scheduler has no workers: start some with dask worker {address}",
        "调度器没有工作进程，请用dask worker {address}启动",
    ),
    "no_cluster.versions": (
        "these workers lack sharepool {version}: {workers}; install it there",
        "以下工作进程没有安装sharepool {version}：{workers}，请在那里安装",
    ),
    "no_cluster": (
        "no Dask scheduler answers there ({reason}); write tcp://HOST:8786",
        "此地址没有Dask调度器应答（{reason}），请写成tcp://主机:8786",
    ),
    "bad_database": (
        "the database cannot be read or written ({reason})",
        "数据库无法读取或写入（{reason}）",
    ),
    # rows against each other
    "unknown_id": ("{target:table} has no such id", "“{target:table}”表中没有此编号"),
    "unknown_id.rows": (
        "{target:table} has no such id ({count:row} of the plan with it)",
        "“{target:table}”表中没有此编号（方案中共{count}行）",
    ),
    "unknown_id.zeros": (
        "{target:table} has no such id; one in row {like} differs only by leading zeros, which a spreadsheet drops from numbers: format the column as text",
        "“{target:table}”表中没有此编号；第{like}行的编号只差前面的0（电子表格会去掉数字前面的0，请设为文本格式）",
    ),
    "unknown_id.name": (
        "{target:table} has no such id; the one in row {like} has this name: write its id",
        "“{target:table}”表中没有此编号；第{like}行的名称是它，请填写该行的编号",
    ),
    "unknown_id.case": (
        "{target:table} has no such id; one in row {like} differs only by case or spaces",
        "“{target:table}”表中没有此编号；第{like}行的编号只差大小写或空格",
    ),
    "unknown_id.demand": (
        "there is no such demand: give an id of the table of demands",
        "没有此需求，请给出需求表中的编号",
    ),
    "unknown_id.person": (
        "there is no such person: give an id of the table of people",
        "没有此人员，请给出人员表中的工号",
    ),
    "move_nothing": (
        "say what to change: --staff, --day, --slot, --swap, --drop, --keep or --release",
        "请说明要作的调整：--staff、--day、--slot、--swap、--drop、--keep或--release",
    ),
    "move_which": ("name the session: --session", "请用--session指明是哪一次课"),
    "move_unclear": (
        "one that is missing needs --staff, --day and --slot; of a team, move all of it",
        "缺的课须给出--staff、--day和--slot；多人合上的课只能整体移动",
    ),
    "kept_lapsed": (
        "this session is marked as kept, but breaks a rule by itself (see sharepool check): release it, or mend the tables",
        "这次课标记为保留，但自身违反规则（请运行sharepool check查看），请取消标记或修改各表",
    ),
    "no_session": (
        "name one of its sessions, as in ID:2; they are numbered from 1 to {most}, planned ones first",
        "请指明是哪一次课，如“编号:2”；各次课从1编到{most}，已安排的在前",
    ),
    "no_session.row": (
        "the plan has no such session: give a row of it",
        "方案中没有这次课，请给出方案中的一行",
    ),
    "duplicate_id": (
        "row {first} has this id already; give each row its own",
        "第{first}行已有此编号，每行编号应不同",
    ),
    "before_week": (
        "the term cannot end before the week planned, which begins on {monday}: write a later date",
        "学期不能在所计划的这一周（{monday}起）之前结束，请填写更晚的日期",
    ),
    "end_before_start": (
        "this is before {first:column}; swap the two or mend one",
        "早于“{first:column}”，请对调或修改其一",
    ),
    "end_before_start.absence": (
        "it ends before it begins; swap the two",
        "结束早于开始，请对调",
    ),
    "end_before_start.bell": (
        "this is not after {first:column}; mend one of the two",
        "不晚于“{first:column}”，请修改其一",
    ),
    "end_before_start.day": (
        "the day would end before it begins ({first}); mend one of the two",
        "一天的结束不晚于开始（{first}），请修改其一",
    ),
    "minimum_above_maximum": (
        "write {most} or less: only so many sessions are wanted",
        "请填写不大于{most}的数：总共只需要这么多次",
    ),
    "duplicate_slot": (
        "this slot is given twice on {day:day} (also row {first}); keep one row",
        "{day:day}的这一节出现了两次（另见第{first}行），请只保留一行",
    ),
    "slots_out_of_order": (
        "number the slots in time order; a lower one is later on {day:day} (row {first})",
        "节次应按时间先后编号；{day:day}中较小的节次反而更晚（第{first}行）",
    ),
    "overlapping_slots": (
        "slots of a day may not overlap; mend this one or row {first} ({day:day})",
        "同一天的节次不能重叠，请修改此行或第{first}行（{day:day}）",
    ),
    "unknown_bell": (
        "the table of bells has no row of this bell plan",
        "作息表中没有这套作息",
    ),
    "unknown_slot": (
        "the site's bells have no such slot on that day",
        "该校当天的作息中没有这一节",
    ),
    "contradiction": (
        "row {first} gives {other} minutes for the same trip; keep one",
        "第{first}行为同一路程填写了{other}分钟，请只保留一个",
    ),
    "missing_coordinates.half": (
        "give both longitude and latitude, or neither",
        "经度和纬度应同时填写，或都不填",
    ),
    "missing_coordinates.all": (
        "no site that people come from or go to has longitude and latitude: fill them in first",
        "人员驻地和上课的学校都没有经纬度，请先填写",
    ),
    "missing_coordinates": (
        "give longitude and latitude: no minutes are known for some trips from or to this site",
        "请填写经度和纬度：与此校有关的部分路程没有时间",
    ),
    "mode_without_speed": (
        "give this way of travelling a speed in the rules, e.g. {key} = 40",
        "请在规则中填写这种交通方式的速度，如 {key} = 40",
    ),
    "beyond_term": (
        "the term ends with week {last} (term.weeks); write numbers up to {last}",
        "本学期只有{last}周（term.weeks），周次不应超过{last}",
    ),
    "until_midnight": (
        "this is the moment at which {date} begins, so that day is not covered; write {date} alone if it is the last day",
        "这是{date}开始的时刻，不包括这一天；如果这是最后一天，请只写{date}",
    ),
    "makeup_on_school_day": (
        "schools have lessons on this weekday anyway: if the date is right, those of the weekday that it follows take their place",
        "学校这一天本来就上课：如日期无误，将改按所补星期的课表上课",
    ),
    "not_monday": (
        "this is not a Monday; the Monday of that week is {monday}",
        "这一天不是星期一；该周的星期一是{monday}",
    ),
    "empty_pin": (
        "this row names nothing, so it would concern every session: name a person, demand, site, day or slot",
        "此行没有指明任何内容，会作用于全部课次：请填写人员、需求、学校、星期或节次",
    ),
    "too_many_periods": (
        "the demand takes {most}; write that or less",
        "该需求每次连上{most}节，请填写不大于此的数",
    ),
    "duplicate_id.same": ("row {first} has the same; keep one", "第{first}行相同，请只保留一行"),
    "duplicate_id.role": (
        "row {first} has this role of the demand already; keep one, with its count",
        "第{first}行已有该需求的这一角色，请合并为一行并填写人数",
    ),
    "ride_nowhere": (
        "these minutes are the ride to a venue, and the row names none: fill in the venue, or empty this cell",
        "这是乘车去场馆的分钟数，但此行未填场馆：请填写场馆，或清空此格",
    ),
    "venue_by_link.remote": (
        "the sessions are taught by live link, so nobody comes to a venue; write onsite, or empty this cell",
        "该需求为远程授课，无人前往场馆：请把授课方式改为到校，或清空此格",
    ),
    "venue_by_link.heard": (
        "classes of other sites listen to it by live link, which a session at a venue cannot have; empty this cell, or take the demand out of listeners",
        "该需求有同步课堂的听课班级，不能在场馆上课：请清空此格，或在同步课堂中删除该需求",
    ),
    "no_ride": (
        "no road from {site} to there is known by bus; write here how many minutes the class rides, or give the way in travel",
        "不知道从{site}到该场馆的公交路程：请在此填写学生乘车分钟数，或在路程表中写明",
    ),
    "own_class": (
        "this is the class that the demand itself is for; leave the row out",
        "这正是该需求本身的班级，请删除此行",
    ),
    "duplicate_id.listener": (
        "row {first} has this class already; keep one of the two",
        "第{first}行已有此班级，请只保留一行",
    ),
    "unknown_term": (
        "say in the rules on which Monday week 1 begins ({key})",
        "请在规则中填写第一周的星期一（{key}）",
    ),
    "nobody_qualified.optional": (
        "nobody holds {skills:list} all week, so nobody can be it",
        "没有人整周具备{skills:list}，因此无人可担任",
    ),
    "never_meets": (
        "no slot here begins within {limit} min of a session; the nearest are {start} and {other} on {day:day}, {apart} min apart",
        "此处没有在课次前后{limit}分钟内开始的节次；最接近的是{day:day}的{start}与{other}，相差{apart}分钟",
    ),
    "never_meets.no_slot": (
        "this site has no slot of an allowed part on the days of the demand",
        "该校在此需求的日子里没有允许时段的节次",
    ),
    "bad_value.weeks": (
        "write weeks as odd, even, numbers or ranges, e.g. 1-8;10 (in a cell formatted as text, or Excel makes a date of 1-8)",
        "请写成单、双、数字或范围，如 1-8;10（单元格请设为文本格式，否则Excel会把1-8变成日期）",
    ),
    "bad_value.week_range": (
        "write weeks from 1 up, first-last in this order",
        "周次从1起，按“起-止”的顺序填写",
    ),
    "bad_value.day_or_date": ("give a day or a date", "请填写星期或日期"),
    "bad_value.day_and_date": (
        "day and date do not agree; keep one of the two",
        "星期与日期不一致，请只保留一个",
    ),
    "bad_value.follows": (
        "say which weekday (1-7) this makeup day follows",
        "请填写调休日按星期几的课表（1—7）",
    ),
    "duplicate_id.feed": (
        "{other} has this id already; give one another ({origin})",
        "{other}已有此编号，请换一个（{origin}）",
    ),
    "unknown_id.feed": (
        "{target:table} has no such id ({origin})",
        "“{target:table}”表中没有此编号（{origin}）",
    ),
    "no_feed": (
        "no table for a week lies here; give the feed/ or week/ folder that a command wrote",
        "此处没有可汇入的表，请给出命令写入的feed/或week/文件夹",
    ),
    "excludes_date": (
        "the row excludes its own date: its day or its starts are of other weekdays",
        "本行的星期或可用节次与其日期不符",
    ),
    "bound_twice": (
        "this person is bound by {other} at the same time; choose one of the two ({origin})",
        "此人同一时间已由{other}安排，请二选一（{origin}）",
    ),
    "wrong_type.float_type": ("write a number", "请填写数字"),
    "wrong_type.int_type": ("write a whole number", "请填写整数"),
    "wrong_type.tuple_type": ("write a list, as in [1, 2]", "请写成列表，如[1, 2]"),
    "out_of_range.finite_number": ("write a number that is not infinite", "请填写有限的数字"),
    "missing_value.missing": ("write this too", "请填写此项"),
    "wrong_length.too_long": ("write fewer values", "值过多"),
    "wrong_length.too_short": ("write one value or more", "请至少填写一个值"),
    "bound_while_away": (
        "the problem has this person away at that time ({origin})",
        "数据中此人当时请假（{origin}）",
    ),
    "unknown_key.parameter": ("no parameter has this key", "没有这个参数"),
    "not_a_section.parameter": (
        "this is a section: put its keys below [{key}]",
        "这是一个分组，请把各项写在[{key}]之下",
    ),
    # rules
    "missing_rules": (
        "no rules are given, so every rule has its default, and the week begins on {week_of}",
        "没有给出规则，全部采用默认值，周起始日为{week_of}",
    ),
    "unknown_key": ("no rule has this key", "没有这一规则"),
    "unknown_key.setting": ("there is no such key; mend or drop it", "没有此项，请修改或删除"),
    "missing_value.setting": (
        "the settings lack this key, for which there is no default",
        "设置中缺少此项，且没有默认值",
    ),
    "duplicate_key": ("this key is given twice; keep one", "此规则出现了两次，请只保留一个"),
    "duplicate_key.section": (
        "this is given both as one value and as a section; keep one",
        "此项既有数值又有下级内容，请只保留一种",
    ),
    "not_a_section": (
        "this is a section: put keys below it, such as {example}",
        "这是一个分组，请在其下填写，如 {example}",
    ),
    # arguments
    "not_empty": (
        "give a new folder, or an empty one: nothing is overwritten",
        "请给出新的或空的文件夹：不会覆盖任何内容",
    ),
    "not_empty.names": (
        "give a new or empty folder: what lies there may hold names",
        "请给出新的或空的文件夹：其中的内容可能含有姓名",
    ),
    "cannot_write": (
        "cannot write there ({reason}): give a folder that can be written to",
        "无法写入（{reason}）：请给出可以写入的文件夹",
    ),
    "already_there": (
        "there is such a file already: give another name",
        "已有同名文件，请换一个名称",
    ),
    "not_a_workbook": (
        "give the name of an .xlsx file",
        "请给出.xlsx文件名",
    ),
    "not_a_folder": (
        "give a folder, not the name of a workbook: several files are written",
        "请给出文件夹而不是工作簿：要写入多个文件",
    ),
    "foreign_centre": (
        "the plan has no demand of the problem that sharepool needs makes of this folder: give the centre that PROBLEM was made from",
        "方案中没有由此文件夹（sharepool needs）得出的任何需求，请给出生成该问题的中心文件夹",
    ),
    "unknown_timezone": (
        "there is no such time zone: give an IANA name, e.g. Asia/Shanghai",
        "没有这个时区，请填写IANA名称，如 Asia/Shanghai",
    ),
    "bad_cell": (
        "write ID, ID:DATE, ID:FROM.. or ID:FROM..UNTIL with dates such as 2026-03-09",
        "请写成 工号、工号:日期、工号:起.. 或 工号:起..止，日期如 2026-03-09",
    ),
    "bad_weight": (
        "write a weight as NAME=V, a whole number; weights are {words:list}",
        "请写成“名称=数值”（整数），权重有{words:list}",
    ),
    "bad_price": (
        "write KIND=POINTS, 0 or more; the kinds are {words:list}",
        "请写成 类型=分值（不小于0），类型有：{words:list}",
    ),
    "outside_week": (
        "it is not in the week that is planned; give a moment of that week",
        "不在所安排的一周之内，请给出该周内的时间",
    ),
    "outside_week.absence": (
        "it is not in the week of {monday}; give that week, or its own",
        "不在{monday}起的一周之内，请改日期，或给出它所在的周",
    ),
    # what looks wrong in a legal problem
    "repeated_row": ("another row says the same; keep one", "另有一行内容相同，请只保留一行"),
    "empty_window": (
        "this window is empty: it ends as it starts",
        "此时段为空：起止时间相同",
    ),
    "hours_out_of_reach": (
        "this is above the most hours a week, {most}",
        "超过了周最多课时{most}",
    ),
    "unused_mode": ("nobody travels by this mode", "没有人使用这种交通方式"),
    "unknown_employer": ("nobody works for this employer", "没有人属于这一单位"),
    "unknown_group": (
        "nobody is based at a site of this group",
        "没有人驻在这一学区的学校",
    ),
    "unknown_neutral": (
        "no site and no group has this name, so it keeps nobody away; separate several by ;",
        "没有叫这个名称的学校或学区，因此不起回避作用；多个请用分号隔开",
    ),
    "date_of_no_site": (
        "no site has the county, stage and id that this row names, so the date stays as it is",
        "没有学校同时符合此行的县区、学段和学校代码，因此这一天不受影响",
    ),
    "gone": (
        "the problem has this no more; the row counts as a change",
        "已不再存在，此行计为变动",
    ),
    "partly_unknown_slots": (
        "this range reaches beyond the slots that the site has on that day",
        "此范围超出了该校当天的节次",
    ),
    "pin_without_effect.time": (
        "no possible session has what this row names, so it matches nothing",
        "没有任何可能的课次符合此行，因此不起作用",
    ),
    "pin_without_effect.demand": (
        "no demand has what this row names, so it matches nothing",
        "没有任何需求符合此行，因此不起作用",
    ),
    "pin_without_effect.dormant": (
        "this week only dormant demands have what this row names, so it matches nothing",
        "本周只有休眠的需求符合此行，因此不起作用",
    ),
    "pin_without_effect.unmet": (
        "nothing possible has what this row requires: it cannot be met",
        "没有任何可能的课次符合此“必须”要求，因此无法满足",
    ),
    "skill_not_valid": (
        "this is not valid on all seven days of the week, so it does not count",
        "并非整周有效，因此不计入",
    ),
    "far_site": (
        "this site is {km} km from most others; check its coordinates",
        "此校距其他大多数学校{km}公里，请检查经纬度",
    ),
    "no_allowed_start": (
        "no start is possible: check parts of day, periods and slots against the bells",
        "没有可以开始的节次：请对照作息表检查时段、连堂和节次",
    ),
    "nobody_qualified": (
        "nobody holds {skills:list} all week: no session can take place",
        "没有人整周具备{skills:list}：无法安排任何课次",
    ),
    "nobody_available": (
        "nobody who is qualified is available at any start",
        "具备资质的人员在任何可开始的节次都没有空",
    ),
    "nobody_near": (
        "nobody who is qualified and available can come straight from home and back within the limits of the day and the road",
        "具备资质且有空的人员都无法在一天的时间和路程限制内直接往返",
    ),
    "serves_nothing": (
        "this person could serve no demand: check skills, availability and home site",
        "此人不能承担任何需求：请检查专项、可用时间和所在学校",
    ),
    # what cannot well be true
    "one_point": (
        "{count:site} have exactly this point; give each its own",
        "有{count}个校点使用同一个坐标，请分别填写",
    ),
    "swapped_axes": (
        "longitude and latitude seem to be swapped throughout: the other way round they lie on land",
        "经度和纬度似乎全部填反：对调后落在陆地上",
    ),
    "at_sea": (
        "these points lie at sea; check longitude and latitude",
        "这些坐标落在海上，请检查经度和纬度",
    ),
    "far_site.swapped": (
        "this site is {km} km from most others; with longitude and latitude swapped it would be near them",
        "此校距其他大多数学校{km}公里；经度和纬度对调后则在附近",
    ),
    "out_of_range.latitude": (
        "write {most} or less: longitude and latitude may be swapped",
        "请填写不大于{most}的数：经度和纬度可能填反",
    ),
    "open_home": (
        "lessons at a pupil's home are wanted here, and its name and place would be published; write yes to keep them private",
        "此处有送教上门的课，其名称和位置会被公开；如为学生家庭，请填写“是”",
    ),
    "blank_minutes": (
        "no minutes are given ({count:row}): the way is computed as if there were a road; write “none” where there is no way",
        "没有填写分钟（共{count}行），将按直线距离估算；无法通行时请填写“不通”",
    ),
    "zero_minutes": (
        "a way between two sites takes no time ({count:row}); give its minutes, or leave the cell blank",
        "两校之间的路程为0分钟（共{count}行），请填写实际分钟，或留空",
    ),
    "unlikely_speed": (
        "that is {speed} km/h; check minutes and kilometres",
        "相当于每小时{speed}公里，请检查分钟和公里",
    ),
    "unlikely_speed.seconds": (
        "most ways would be driven at {speed} km/h: are these seconds?",
        "大多数路程相当于每小时{speed}公里：填写的是否为秒？",
    ),
    "unlikely_speed.hours": (
        "most ways would be driven at {speed} km/h: are these hours, or kilometres?",
        "大多数路程相当于每小时{speed}公里：填写的是否为小时或公里？",
    ),
    "unlikely_km.metres": (
        "most of these are far longer than the straight line: are they metres?",
        "大多数远大于直线距离：填写的是否为米？",
    ),
    "unlikely_km.short": (
        "most of these are shorter than the straight line between the sites; check coordinates and kilometres",
        "大多数小于两校的直线距离，请检查坐标和公里",
    ),
    "totals_row": (
        "this row seems to add up the others; delete it",
        "这一行似乎是合计，请删除",
    ),
    "twin_id": (
        "this differs only by case or spaces from the one in row {first}; if both are one, keep one",
        "与第{first}行只差大小写或空格；如为同一个，请只保留一行",
    ),
    "twin.staff": (
        "row {first} has the same name, site and employer; if both are one person, keep one",
        "与第{first}行姓名、学校、单位相同；如为同一人，请只保留一行",
    ),
    "twin.sites": (
        "row {first} has the same name; if both are one school, keep one",
        "与第{first}行名称相同；如为同一所学校，请只保留一行",
    ),
    "twin.demands": (
        "row {first} asks for the same lessons of the same class; if both are one, keep one",
        "与第{first}行是同一班级的同一课程；如为重复，请只保留一行",
    ),
    "sundays": (
        "everybody is available on Sunday (7), when no site has a slot: do the days count from Sunday?",
        "所有人在星期日（7）都可用，而各校当天没有作息：星期是否从星期日数起？",
    ),
    "twin_word": (
        "this differs only by case or spaces from {other!r}; if both are one, write it in one way",
        "与“{other}”只差大小写或空格；如为同一个，请统一写法",
    ),
    "unasked_skill": (
        "no demand asks for this, but one asks for {other!r}, which nobody holds; are they one?",
        "没有需求要求此项，但有需求要求“{other}”而无人具备：是否为同一项？",
    ),
    "large_number": (
        "this is more than such a column holds ({most:,}); is it meant for another one?",
        "超出此列的合理范围（{most:,}）：是否填错了列？",
    ),
    "unusual_rule": (
        "counties have from {least} to {most:,} here; is it meant so?",
        "此项通常在{least}至{most:,}之间，请核对",
    ),
    "more_than_a_week": (
        "the week has room for {most} of them at most",
        "一周最多只能安排{most}次",
    ),
}
"""Sentence by code (and kind), in English and Chinese."""
