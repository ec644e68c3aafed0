export {type Complaint, complaintIn} from '../../compose/complaint.ts';
