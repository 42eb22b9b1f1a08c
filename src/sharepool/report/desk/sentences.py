"""What the desk says, English and Chinese side by side."""

SENTENCES: dict[str, tuple[str, str]] = {
    "title": ("Plan desk", "排课台"),
    "person": ("Person", "人员"),
    "site": ("School", "学校"),
    "undo": ("Undo", "撤销"),
    "keep": ("Keep", "保留"),
    "release": ("Keep no more", "取消保留"),
    "drop": ("Take out", "取消这次课"),
    "save": ("Save as a new version", "另存为新版本"),
    "objective": ("Objective", "目标值"),
    "violations": ("Broken rules", "违反的规则"),
    "none": ("None", "无"),
    "missing": ("Sessions that nobody takes", "无人承担的课"),
    "others": ("What could be done", "可作的调整"),
    "hint": (
        "Choose a session: click it, or use the arrow keys and Enter. Then choose where it goes, or drag it there.",
        "点击一次课，或用方向键和回车键选中；再选择要移到的位置，也可直接拖动。",
    ),
    "looking": ("Looking …", "正在查找……"),
    "nothing": ("Nothing was found.", "没有可作的调整。"),
    "slot": ("Slot", "节次"),
    "unsaved": ("Not saved yet", "尚未保存"),
    "saved": ("Saved:", "已保存："),
    "stale": (
        "The plan was changed in another tab. The page now shows it as it is.",
        "方案已在另一页面中更改，本页已更新。",
    ),
    "bad": ("This change cannot be made.", "无法作此更改。"),
    "unwritten": ("The plan could not be written.", "方案无法写入。"),
    "gone": (
        "The desk has ended. Start sharepool desk again.",
        "排课台已关闭，请重新运行sharepool desk。",
    ),
}
