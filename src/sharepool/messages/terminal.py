"""What commands say besides reports: titles, outcomes, the live line; in both languages."""

TERMINAL: dict[str, tuple[str, str]] = {
    # faults and warnings
    "faults.title": (
        "{count:fault} in the input; nothing was written",
        "输入有{count}处错误，没有写入任何文件",
    ),
    "faults.warnings": ("{count:warning} about the input", "输入有{count}处可疑"),
    "faults.table": ("table", "表"),
    "faults.row": ("row", "行"),
    "faults.column": ("column", "列"),
    "faults.value": ("value", "内容"),
    "faults.advice": ("what to do", "说明"),
    "faults.more": (
        "... and {count} more (all of them with --json)",
        "……另有{count}处（用--json可列出全部）",
    ),
    "warnings.see": (
        "{count:warning} about the input: see sharepool validate",
        "输入有{count}处可疑：请运行sharepool validate查看",
    ),
    "failed": ("sharepool failed: {error}", "sharepool出错：{error}"),
    "failed.report": (
        "This is a bug. Please report it, with the problem if you can.",
        "这是程序错误，请反馈，并尽量附上数据。",
    ),
    "stopped": ("stopped", "已停止"),
    "written": ("written: {files}", "已写入：{files}"),
    "comma": (", ", "、"),
    # import
    "import.title": ("What was read", "读取情况"),
    "import.sheet": ("sheet", "工作表"),
    "import.role": ("taken for", "识别为"),
    "import.header": ("header in row", "表头所在行"),
    "import.rows": ("rows", "行数"),
    "import.used": ("columns used", "已用列"),
    "import.left": ("columns not used", "未用列"),
    "import.skipped": ("rows skipped", "跳过的行"),
    "import.role.sites": ("schools", "学校"),
    "import.role.staff": ("people", "人员"),
    "import.role.demands": ("needs", "需求"),
    "import.role.bells": ("bells", "作息"),
    "import.role.absences": ("absences", "请假"),
    "import.role.travel": ("ways", "路程"),
    "import.sheets_left": ("sheets not used: {sheets}", "未使用的工作表：{sheets}"),
    "import.remark": (
        "remark, not read as a rule: {sheet} {cell}: {text}",
        "备注（未作为规则使用）：{sheet} {cell}：{text}",
    ),
    "import.done": (
        "{sites:site}, {people} people, {demands:demand}",
        "{sites}个校点，{people}人，{demands}项需求",
    ),
    "import.written": (
        "written to {out}; answers are kept in {mapping}",
        "已写入{out}；回答保存在{mapping}",
    ),
    # validate
    "validate.sound": (
        "no faults, {warnings:warning}: {sites:site}, {people} people, {demands:demand}, week of {week_of}",
        "没有错误，{warnings}处可疑：{sites}个校点，{people}人，{demands}项需求，{week_of}起一周",
    ),
}
"""Text by key: English, Chinese."""
