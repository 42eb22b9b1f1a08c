"""Workbooks of three invented bureaus, each in a layout of its own."""

import datetime as dt

import openpyxl


def save(path, **sheets):
    """Write sheets of rows; of each, ``merge`` may follow."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, (rows, *merged) in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    workbook.save(path)
    return path


def grouped(path):
    """Titles, headers in two rows, totals and notes; distances to town; a bell plan a column."""
    schools = [
        ["清河县2026年春季学期体育师资情况表", *[None] * 9],
        ["填报日期：2026年2月18日（星期三）", *[None] * 9],
        [
            "学校名称",
            "学校类别",
            "所在乡镇",
            "距县城（公里）",
            "班级数",
            None,
            None,
            None,
            "学生数",
            "备注",
        ],
        [None, None, None, None, "一年级", "二年级", "七年级", "八年级", None, None],
        ["清河一小", "小学", "城关镇", 0, 3, 2, None, None, 410, None],
        ["清河二中", "初中", "城关镇", 1.5, None, None, 4, 4, 620, None],
        ["大沟小学", "小学", "大沟乡", 18, 1, 1, None, None, 47, "路远"],
        ["合计", None, None, None, 4, 3, 4, 4, 1077, None],
        ["注：大沟小学无专职教师。", *[None] * 9],
    ]
    people = [
        ["姓名", "单位", "专项及证书", "可外派时间", "每周可派课时", "备注"],
        [
            "田 野",
            "县体校",
            "足球（C级证书，2026年8月31日到期）、教师资格证",
            "周一至周四下午",
            8,
            "不会开车",
        ],
        ["石头", "清河一小", "体育、武术", "周二、周五全天", 6, None],
        ["白杨", "清河二中", "体育", None, 2, None],
    ]
    needs = [
        ["学校", "需求类型", "项目", "班级/年级", "每周节数", "时间要求"],
        ["大沟小学", "体育课", "体育", "各班", 6, "上午第2、3节或下午"],
        ["清河二中", "课后服务", "足球", "校队", 2, "周一、周三"],
    ]
    bells = [
        ["节次", "小学", "初中"],
        ["第一节", "8:30-9:10", "8:10-8:55"],
        ["第二节", "9:20-10:00", "9:05-9:50"],
        ["大课间", "10:00-10:30", "9:50-10:20"],
        ["第三节", "10:30-11:10", "10:20-11:05"],
        ["第四节", "14:20-15:00", "14:20-15:05"],
        ["课后服务", "15:30-17:00", "15:40-17:10"],
    ]
    return save(
        path,
        基本情况=(schools, "A1:J1", "A2:J2", "E3:H3"),
        人员=(people,),
        各校需求=(needs,),
        作息=(bells,),
    )


def coded(path):
    """Codes and coordinates, one certificate a row, times as clocks, English titles."""
    schools = [
        ["Site ID", "School name", "Stage", "Longitude", "Latitude"],
        ["007", "North Primary", "Primary", 113.01, 35.01],
        ["008", "South Primary", "primary", 113.08, 35.05],
    ]
    coaches = [
        ["Staff ID", "Name", "Workplace", "Skill", "Level", "Valid until", "Availability"],
        ["K1", "Ann", "North Primary", "football", 2, dt.date(2026, 12, 31), "周一至周五"],
        ["K1", "Ann", "North Primary", "first aid", 1, None, "周一至周五"],
        ["K2", "Bob", "South Primary", "pe", None, None, "周二、周四下午"],
    ]
    needs = [
        ["School", "Sport", "Class", "Sessions a week", "Kind"],
        ["South Primary", "pe", "3A", 2, "lesson"],
        ["North Primary", "football", "team", 1, "club"],
        ["Total", None, None, 3, None],
    ]
    bells = [
        ["Slot", "Start", "End"],
        ["1", dt.time(8, 30), dt.time(9, 10)],
        ["2", dt.time(14), dt.time(14, 40)],
        ["课后", dt.time(16), dt.time(17)],
    ]
    return save(path, Schools=(schools,), Coaches=(coaches,), Needs=(needs,), Bells=(bells,))


def numbered(path):
    """Sheets without names, headers far down, a matrix of minutes, absences, no bells."""
    schools = [
        ["附件1"],
        [],
        ["白云区共享学校名单"],
        ["序号", "校名", "学段", "片区", "学生人数"],
        [1, "白云一中", "初中", "东片", 900],
        [2, "太和小学", "小学", "西片", 300],
        ["以上学校均已核实"],
    ]
    people = [
        ["教师姓名", "任教学校", "特长", "空闲时间", "周课时上限", "交通"],
        ["马超", "白云一中", "武术（二级）；体育", "周一三五14:00-17:30", "8节", "自驾"],
        ["许英", "太和小", "体育/跳绳", "听从安排", "2", "公交"],
    ]
    needs = [
        ["受援学校", "课程", "授课对象", "周次数", "类别"],
        ["太和小学", "体育", "三年级", "3", "体育课"],
        ["白云一中", "武术", "社团", "1次", "兴趣小组"],
    ]
    ways = [["", "白云一中", "太和小学"], ["白云一中", 0, 25], ["太和小学", "不通", 0]]
    away = [
        ["姓名", "请假起", "请假止", "事由"],
        ["许英", dt.date(2026, 3, 3), dt.date(2026, 3, 4), "培训"],
    ]
    sheets = {"Sheet1": (schools,), "Sheet2": (people,), "Sheet3": (needs,)}
    return save(path, **sheets, **{"车程（分钟）": (ways,)}, 请假=(away,))
